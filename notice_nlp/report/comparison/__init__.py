"""Reports of a comparison: a web page, Markdown, the terminal."""

from notice_nlp.report.comparison.markdown import comparison_markdown
from notice_nlp.report.comparison.page import comparison_page
from notice_nlp.report.comparison.terminal import plain_comparison, render_comparison

__all__ = ["comparison_markdown", "comparison_page", "plain_comparison", "render_comparison"]
