"""HTML to blocks: headings, paragraphs, list items, definition lists and tables; page furniture left out.

Also the common path of Markdown and DOCX, which are turned into HTML first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from notice_nlp.errors import BadInput
from notice_nlp.read.document import Builder, Document
from notice_nlp.read.grid import add_table, is_layout, whole_number
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.view import INVISIBLE, nfc

_DROP = {
    "script", "style", "noscript", "template", "nav", "aside", "button", "select", "option", "input", "textarea", "iframe",
    "svg", "canvas", "audio", "video", "object", "embed", "head", "math", "dialog", "link", "meta",
}  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar", "complementary"}
# Names that sites give to page furniture; whole words of an id or class, so that "main-nav" goes and "navy" stays.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|cookie-?(?:banner|bar|notice|consent|popup|"
    r"layer)|consent-?(?:banner|layer|dialog|manager)|cmp|cc-window|cc-banner|onetrust-[\w-]*|usercentrics-[\w-]*|"
    r"skip-?link|share-?buttons|social-?share|lang(?:uage)?-?switch(?:er)?|search-?form|site-?header|toc)(?:$|[\s_-])",
    re.I,
)
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol",
    "p", "pre", "section", "summary", "table", "ul",
}  # fmt: skip
_HEADINGS = {f"h{i}": i for i in range(1, 7)}
_CLEAN = re.compile(f"[{INVISIBLE}]")
# Private characters that mark where bold text begins and ends in the inline text; the page's own are dropped.
_BOLD, _THIN = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_BOLD}{_THIN}]")
# Lines longer than this are no headings, bold or not.
MAX_HEADING = 100
# A page may claim any rank for its headings.
MAX_LEVEL = 9
# libxml2 keeps no elements below the 256th.
DEEPEST = 250


def read_html(text: str, encoding: str = "utf-8", limits: Limits = DEFAULT, format: str = "html") -> Document:
    """Blocks of an HTML page or fragment.

    Raises:
        BadInput: no element tree, nesting beyond ``limits.depth``, or no text outside page furniture.
    """
    text = text.lstrip("\ufeff \r\n\t")
    if text.startswith("<?xml"):
        text = text.split("?>", 1)[-1]
    if re.search(r"<!ENTITY", text[:10_000]):
        raise BadInput("declares XML entities, which are not read")
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_closed_headings(text.replace("\0", "")) or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"HTML can't be parsed: {error}") from None
    _check_depth(root, limits)
    walker = _Walker(limits)
    walker.walk(_main(root))
    walker.flush()
    return walker.builder.document(format, encoding)


def _closed_headings(text: str) -> str:
    """The text with ``<h2>...</h4>`` closed as it was opened: browsers let any heading's end tag close the open heading."""
    opened = ""

    def fixed(match: re.Match[str]) -> str:
        nonlocal opened
        if not match.group(1):
            opened = match.group(2)
            return match.group()
        closing, opened = opened or match.group(2), ""
        return f"</h{closing}"

    return re.sub(r"<(/?)h([1-6])(?=[\s>])", fixed, text, flags=re.I)


def _check_depth(root: lxml_html.HtmlElement, limits: Limits) -> None:
    """The walk is recursive, and the parser drops what is deeper than ``DEEPEST`` without a word."""
    most = min(limits.depth, DEEPEST)
    if root.xpath(f"boolean({'/*' * (most + 1)})"):
        raise BadInput(f"HTML elements nested deeper than {most}")


def _main(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The page's one ``main`` element, if it holds most of the text outside furniture; else the body."""
    body = root.find("body")
    whole = body if body is not None else root
    mains = whole.xpath("//main | //*[@role='main']")
    if len(mains) == 1 and 2 * len(mains[0].text_content()) > len(whole.text_content()):
        return mains[0]
    return whole


def _furniture(element: lxml_html.HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROP or element.get("role") in _ROLES:
        return True
    if tag in {"footer", "header"}:
        # A page's own header or footer, not an article's; a notice set in a <footer> whole is kept.
        return element.getparent() is not None and len(element.text_content()) < 1500
    if tag in {"body", "html", "main", "article"} or tag in _HEADINGS:
        return False
    names = f"{element.get('id', '')} {element.get('class', '')}"
    return bool(_FURNITURE.search(names)) and len(element.text_content()) < 5000


class _Walker:
    """Depth-first over block elements; inline text is collected until a block begins or ends."""

    def __init__(self, limits: Limits) -> None:
        self.builder = Builder()
        self.limits = limits
        self.inline: list[str] = []
        self.kind, self.level = "paragraph", 0
        self.place = ""

    def walk(self, element: lxml_html.HtmlElement) -> None:
        tag = str(element.tag)
        if tag == "table" and not is_layout(element):
            self.flush()
            add_table(self.builder, element, cell_text, self.limits, self._place(element))
            return
        if tag == "br":
            self.inline.append("\n")
            return
        block = tag in _BLOCKS or tag in {"tr", "td", "th", "tbody"}
        if tag == "img":
            return
        saved = (self.kind, self.level)
        if block:
            self.flush()
            self.place = self._place(element)
            self.kind, self.level = self._role(element, tag)
        self._text(element.text, element)
        for child in element:
            if not _furniture(child):
                self.walk(child)
            self._text(child.tail, element)
        if block:
            self.flush()
            self.kind, self.level = saved

    def _role(self, element: lxml_html.HtmlElement, tag: str) -> tuple[str, int]:
        if tag in _HEADINGS:
            return "heading", _HEADINGS[tag]
        if element.get("role") == "heading":
            return "heading", whole_number(element.get("aria-level"), 2, MAX_LEVEL)
        if tag in {"summary", "legend"}:
            return "heading", 4
        if tag == "dt":
            return "term", 1
        if tag in {"li", "dd"}:
            return "item", 1 + sum(1 for a in element.iterancestors("li", "dd"))
        if tag in {"p", "div", "span"} and self.kind in {"item", "heading", "term"}:
            return self.kind, self.level
        return "paragraph", 0

    def _place(self, element: lxml_html.HtmlElement) -> str:
        line = element.get("data-line") or element.sourceline
        return f"line {line}" if line else ""

    def _text(self, text: str | None, element: lxml_html.HtmlElement) -> None:
        if not text:
            return
        inline = re.sub(r"\s+", " ", _MARKS.sub("", text))
        parent = element.getparent()
        bold = element.tag in {"b", "strong", "u"} or (parent is not None and parent.tag in {"b", "strong"})
        self.inline.append(f"{_BOLD}{inline}{_THIN}" if bold else inline)

    def flush(self) -> None:
        """Writes the collected inline text: one block per run between double line breaks, one line per ``<br>``."""
        text = tidy("".join(self.inline))
        self.inline = []
        for marked in text.split("\n"):
            # Each stretch of bold ends on its line: line feeds come from elements, never from inside a text.
            thin = re.sub(f"{_BOLD}[^{_THIN}]*{_THIN}", "", marked).strip()
            line = re.sub(" +", " ", _MARKS.sub("", marked)).strip()
            if not line:
                continue
            kind, level = self.kind, self.level
            if kind == "paragraph" and not thin and len(line) <= MAX_HEADING and line[-1] not in ".,;:":
                kind, level = "heading", 6
            self.builder.add(kind, line, level=level, place=self.place)


def tidy(text: str) -> str:
    """Inline text with invisible characters dropped, blanks folded, composed (NFC); line feeds stay."""
    text = _CLEAN.sub("", nfc(text))
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n")).strip("\n")


def cell_text(cell: lxml_html.HtmlElement) -> str:
    """A table cell's text: each list item, paragraph and ``<br>`` begins a line."""
    return "\n".join(line for line in tidy("".join(_pieces(cell))).split("\n") if line)


def _pieces(element: lxml_html.HtmlElement) -> Iterator[str]:
    if element.text:
        yield re.sub(r"\s+", " ", element.text)
    for child in element:
        tag = str(child.tag)
        if tag == "br":
            yield "\n"
        elif not (tag in _DROP or child.get("role") in _ROLES):
            broken = tag in _BLOCKS or tag in {"tr", "td", "th"}
            yield "\n" if broken else ""
            yield from _pieces(child)
            yield "\n" if broken else ""
        if child.tail:
            yield re.sub(r"\s+", " ", child.tail)
