"""XML of other people's tools: read without entities, network or surprises; written so that every text survives."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits

Element = Any  # lxml's element class has no public name
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold, not even as a character reference.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """The text with a replacement character (U+FFFD) for each that XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)


def parse(data: bytes, limits: Limits = DEFAULT) -> Element:
    """The root element of an XML file's bytes.

    Raises:
        BadInput: too large, not well-formed, or with entities of its own.
    """
    if len(data) > limits.file_mb * 1e6:
        raise BadInput(f"{len(data) / 1e6:.0f} MB is over the limit of {limits.file_mb:g} MB for one file")
    # UTF-16 has a zero byte in each of these letters.
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise BadInput("the file declares XML entities, which are not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise BadInput(f"not well-formed XML: {error}") from None


def serialise(root: Element) -> bytes:
    """The bytes of a tree, in UTF-8 with an XML declaration, and with the document type it was read with."""
    return bytes(etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)) + b"\n"


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments, processing instructions and entities."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """An element's namespace, empty where it has none."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """Child elements of these names in the element's own namespace, in order."""
    own = namespace(element)
    return [child for child in element if local(child) in names and namespace(child) == own]


def child(element: Element, name: str) -> Element | None:
    """The first of :func:`children`, or None."""
    return next(iter(children(element, name)), None)


def says_yes(element: Element, attribute: str) -> bool:
    """A yes-or-no attribute that elements inherit from those around them; yes where none has it."""
    stated = (e.get(attribute) for e in (element, *element.iterancestors()))
    return next((value for value in stated if value in {"yes", "no"}), "yes") == "yes"


def indent(element: Element, leaves: frozenset[str], level: int = 0) -> None:
    """Puts each element on a line of its own, but nothing inside the elements named in ``leaves``."""
    inner = [c for c in element if isinstance(c.tag, str)]
    if not inner or local(element) in leaves:
        return
    element.text = "\n" + " " * (level + 1)
    for item in inner:
        indent(item, leaves, level + 1)
        item.tail = "\n" + " " * (level + 1)
    inner[-1].tail = "\n" + " " * level
