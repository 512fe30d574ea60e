"""Comparisons as a page, as Markdown, in the terminal."""

from notice_nlp.report.comparison.lines import plain_comparison, render_comparison
from notice_nlp.report.comparison.markdown import comparison_markdown
from notice_nlp.report.comparison.page import comparison_page

__all__ = ["comparison_markdown", "comparison_page", "plain_comparison", "render_comparison"]
