"""Two notices side by side: which parts correspond, and what differs in meaning."""

from notice_nlp.compare.core import compare
from notice_nlp.compare.severity import Rule, load_rules
from notice_nlp.compare.types import Comparison, Finding, Link

__all__ = ["Comparison", "Finding", "Link", "Rule", "compare", "load_rules"]
