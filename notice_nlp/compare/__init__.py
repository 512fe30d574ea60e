"""Two notices side by side: which parts correspond, and what differs in meaning."""

from notice_nlp.compare.types import Comparison, Finding, Link

__all__ = ["Comparison", "Finding", "Link"]
