"""Reading the files of translation tools: bounded in size, XML without entities, document types or network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.read.load import load
from notice_nlp.translate.xml import FORBIDDEN


def read_bounded(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file.

    Raises:
        BadInput: it can't be read, is empty, or is larger than ``limits.file_mb``.
    """
    data = load(path, limits)
    if not data.strip():
        raise BadInput("empty file", str(path))
    return data


def read_xml(path: Path, limits: Limits = DEFAULT) -> Any:
    """The root element of an XML file. A document type may be named, as TMX does, but not define anything.

    Raises:
        BadInput: as :func:`read_bounded`, or the file is no well-formed XML, declares entities or nests too deep.
    """
    data = read_bounded(path, limits)
    if re.search(rb"<!ENTITY|<!DOCTYPE[^>\[]*\[", data.replace(b"\0", b"")[:100_000]):
        raise BadInput("declares XML entities, which are not read", str(path))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"not XML: {str(error).splitlines()[0]}", str(path)) from None


def writable(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return FORBIDDEN.sub("", text)
