"""TBX (ISO 30042:2019), dialect TBX-Basic in DCA style.

TBX-Core has no place for what a term base is for, which term to use and which not; TBX-Basic is the smallest public dialect
that has. It has none for grammatical number: that goes into a note (``number: plural``). The concept is a
``projectSubset``, references are a ``source``, one each.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from notice_nlp import __version__
from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate.bounded import read_xml, writable
from notice_nlp.translate.termbase import ADMITTED, FORBIDDEN, NUMBERS, PREFERRED, Entry, Term, TermBase

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {PREFERRED: "preferredTerm-admn-sts", ADMITTED: "admittedTerm-admn-sts", FORBIDDEN: "deprecatedTerm-admn-sts"}
_PARTS = frozenset({"noun", "verb", "adjective", "adverb", "other"})
_NUMBER = "number: "
# By the prefix of the concept's id.
_SUBJECTS = {"pd": "personal data", "nn": "personal data", "dpv": "purpose of processing", "eu-gdpr": "legal basis"}
_MODELS = (
    ("https://raw.githubusercontent.com/LTAC-Global/TBX_Core_RNG/master/TBXcoreStructV03.rng", "http://relaxng.org/ns/structure/1.0"),
    ("https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/TBX-Basic_DCA.sch", "http://purl.oclc.org/dsdl/schematron"),
)  # fmt: skip


def to_tbx(base: TermBase) -> str:
    """A term base as a TBX document."""
    root = etree.Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANG: "en", "xmlns": NAMESPACE})
    header = etree.SubElement(etree.SubElement(root, "tbxHeader"), "fileDesc")
    about = f"Terms of privacy notices in German and English, written by notice-nlp {__version__}."
    _text(etree.SubElement(header, "sourceDesc"), "p", about)
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    used: set[str] = set()
    for entry in base.entries:
        _entry(body, entry, used)
    etree.indent(root, " ")
    models = [f'<?xml-model href="{href}" type="application/xml" schematypens="{kind}"?>' for href, kind in _MODELS]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *models, etree.tostring(root, encoding="unicode"), ""])


def _entry(body: Any, entry: Entry, used: set[str]) -> None:
    # An XML id begins with a letter or underscore and stands once.
    id = re.sub(r"[^\w.-]", ".", entry.id)
    id = id if re.match(r"[^\W\d]", id) else f"_{id}"
    while id in used:
        id += "_"
    used.add(id)
    node = etree.SubElement(body, "conceptEntry", id=id)
    _text(node, "descrip", _SUBJECTS.get(entry.concept.partition(":")[0], "data protection"), type="subjectField")
    if entry.concept:
        _text(node, "admin", entry.concept, type="projectSubset")
    for reference in entry.references:
        _text(node, "admin", reference, type="source")
    for language in dict.fromkeys(t.language for t in entry.terms):
        section = etree.SubElement(node, "langSec", {_LANG: writable(language)})
        if definition := entry.definition.get(language):
            _text(section, "descrip", definition, type="definition")
        for term in entry.terms:
            if term.language == language:
                _term(section, term)


def _term(section: Any, term: Term) -> None:
    node = etree.SubElement(section, "termSec")
    _text(node, "term", term.text)
    _text(node, "termNote", _STATUS[term.status], type="administrativeStatus")
    if term.part_of_speech in _PARTS:
        _text(node, "termNote", term.part_of_speech, type="partOfSpeech")
    if term.number:
        _text(node, "note", _NUMBER + term.number)


def _text(parent: Any, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = writable(text)


def read_tbx(path: Path, limits: Limits = DEFAULT) -> TermBase:
    """The term base of a TBX file: of ISO 30042:2019 in DCA or DCT style whatever its dialect, or of TBX 2008 (``martif``).

    A language tag keeps its first part only ("de-AT" is ``de``). A term without status is preferred if it is the first of
    its entry in its language, else admitted; superseded terms are forbidden.

    Raises:
        BadInput: the file can't be read, is no TBX, or holds no term.
    """
    root = read_xml(path, limits)
    if _name(root) not in {"tbx", "martif"}:
        raise BadInput(f"not TBX: its root element is {_name(root)}", str(path))
    found = [_read_entry(node, number) for number, node in enumerate(_all(root, "conceptEntry", "termEntry"), 1)]
    entries = tuple(e for e in found if e.terms)
    if not entries:
        raise BadInput("TBX without terms", str(path))
    return TermBase(entries)


def _read_entry(node: Any, number: int) -> Entry:
    terms: list[Term] = []
    definition: dict[str, str] = {}
    for section in _all(node, "langSec", "langSet"):
        language = (section.get(_LANG) or "").split("-")[0].casefold()
        if not language:
            continue
        if texts := _data(section, "definition"):
            definition[language] = texts[0]
        for term in _all(section, "termSec", "tig", "ntig"):
            if text := next((t for t in map(_string, _all(term, "term")) if t), ""):
                terms.append(_read_term(term, text, language, first=all(t.language != language for t in terms)))
    own = [child for child in node if isinstance(child.tag, str) and _name(child) not in {"langSec", "langSet"}]
    concept = next((t for child in own for t in _data(child, "projectSubset")), "")
    references = tuple(t for child in own for t in _data(child, "source"))
    for text in (t for child in own for t in _data(child, "definition")):
        definition.setdefault("en", text)
    return Entry(node.get("id") or f"entry-{number}", concept, definition, references, tuple(terms))


def _read_term(node: Any, text: str, language: str, *, first: bool) -> Term:
    status = next(iter(_data(node, "administrativeStatus", "normativeAuthorization")), "")
    kinds = {"preferred": PREFERRED, "admitted": ADMITTED, "deprecated": FORBIDDEN, "superseded": FORBIDDEN}
    kind = next((k for word, k in kinds.items() if status.startswith(word)), PREFERRED if first else ADMITTED)
    number = next((t.removeprefix(_NUMBER) for t in map(_string, _all(node, "note")) if t.startswith(_NUMBER)), "")
    number = number or next(iter(_data(node, "grammaticalNumber")), "")
    part = next(iter(_data(node, "partOfSpeech")), "")
    return Term(text, language, kind, number if number in NUMBERS else "", part if part in _PARTS else "")


def _name(node: Any) -> str:
    return etree.QName(node).localname


def _all(node: Any, *names: str) -> list[Any]:
    """Descendants of these names, in whatever namespace."""
    return [n for n in node.iter() if isinstance(n.tag, str) and _name(n) in names]


def _data(node: Any, *categories: str) -> list[str]:
    """Texts of data categories at or under an element: by ``type`` (DCA) or by element name (DCT)."""
    nodes = (n for n in node.iter() if isinstance(n.tag, str) and (n.get("type") in categories or _name(n) in categories))
    return [text for text in map(_string, nodes) if text]


def _string(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
