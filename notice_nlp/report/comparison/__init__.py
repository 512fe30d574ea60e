"""Reports of a comparison: a web page."""

from notice_nlp.report.comparison.page import comparison_page

__all__ = ["comparison_page"]
