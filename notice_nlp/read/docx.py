"""DOCX to blocks, by way of HTML (mammoth), after the archive has been checked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from notice_nlp.errors import BadInput
from notice_nlp.read.document import Document
from notice_nlp.read.html import read_html
from notice_nlp.read.limits import DEFAULT, Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word's own list of style names for what mammoth doesn't map by itself.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name^='Überschrift 1'] => h1:fresh
p[style-name^='Überschrift 2'] => h2:fresh
p[style-name^='Überschrift 3'] => h3:fresh
p[style-name^='heading 1'] => h1:fresh
p[style-name^='heading 2'] => h2:fresh
p[style-name^='heading 3'] => h3:fresh
p[style-name^='heading 4'] => h4:fresh
"""


def read_docx(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Blocks of a Word document.

    Raises:
        BadInput: not a DOCX archive, unpacks beyond the limits, declares XML entities, or is broken.
    """
    check_archive(data, limits)
    import mammoth

    styles = _STYLES + _outline_styles(data)

    try:
        result = mammoth.convert_to_html(io.BytesIO(data), style_map=styles, ignore_empty_paragraphs=True, convert_image=lambda image: [])
    except MemoryError:
        raise
    except Exception as error:  # mammoth raises whatever the broken part made it trip over
        raise BadInput(f"DOCX can't be read: {type(error).__name__}: {error}") from None
    return read_html(f"<body>{result.value}</body>", "utf-8", limits, format="docx")


def _outline_styles(data: bytes) -> str:
    """Mappings for the document's own heading styles: those with an outline level, be it inherited from another style."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/styles.xml" not in archive.namelist():
            return ""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(archive.read("word/styles.xml"), parser)
        except etree.XMLSyntaxError as error:
            raise BadInput(f"DOCX can't be read: styles.xml: {error}") from None
    names: dict[str, str] = {}
    levels: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        identifier = style.get(f"{_W}styleId", "")
        title = style.find(f"{_W}name")
        names[identifier] = title.get(f"{_W}val", "") if title is not None else ""
        outline, parent = style.find(f"{_W}pPr/{_W}outlineLvl"), style.find(f"{_W}basedOn")
        if outline is not None:
            levels[identifier] = outline.get(f"{_W}val", "")
        if parent is not None:
            parents[identifier] = parent.get(f"{_W}val", "")
    lines = []
    for identifier, name in names.items():
        seen: set[str] = set()
        ancestor = identifier
        while ancestor not in levels and ancestor in parents and ancestor not in seen:
            seen.add(ancestor)
            ancestor = parents[ancestor]
        # Word counts outline levels from 0; 9 is body text. A name with a quote can't be written in a style map.
        level = levels.get(ancestor, "9")
        if re.fullmatch(r"[0-8]", level) and name and not re.search(r"['\\\n]", name):
            lines.append(f"p[style-name='{name}'] => h{min(int(level) + 1, 6)}:fresh")
    return "\n".join(sorted(lines))


def check_archive(data: bytes, limits: Limits) -> None:
    """Looks into a Word document before anything unpacks it.

    Raises:
        BadInput: not a DOCX archive, encrypted, unpacks beyond the limits, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "word/document.xml" not in {part.filename for part in parts}:
                raise BadInput("ZIP archive without a Word document in it")
            total = 0
            for part in parts:
                if part.flag_bits & 1:
                    raise BadInput("DOCX is encrypted")
                total += part.file_size
                if total > limits.archive_mb * 1e6:
                    raise BadInput(f"DOCX unpacks to more than {limits.archive_mb:g} MB")
                if part.file_size > 1e6 and part.file_size > limits.archive_ratio * max(1, part.compress_size):
                    raise BadInput(f"DOCX part {part.filename} unpacks to more than {limits.archive_ratio:g} times its size")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, limits)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadInput(f"DOCX archive is broken: {error}") from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    # The header's sizes can lie: read with a bound of our own. A document type has no place in Office files.
    with archive.open(part) as stream:
        head = stream.read(int(limits.archive_mb * 1e6) + 1)
    if len(head) > limits.archive_mb * 1e6:
        raise BadInput(f"DOCX unpacks to more than {limits.archive_mb:g} MB")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", head.replace(b"\0", b"")):
        raise BadInput("DOCX declares XML entities, which are not read")
