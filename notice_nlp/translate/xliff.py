"""XLIFF in and out, 1.2 and 2.1 (2.0 is read too); the versions themselves are in ``xliff12.py`` and ``xliff2.py``."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import ModuleType

from notice_nlp.errors import BadInput
from notice_nlp.read.limits import DEFAULT, Limits
from notice_nlp.translate import xliff2, xliff12
from notice_nlp.translate.carried import segments
from notice_nlp.translate.inline import Flattener
from notice_nlp.translate.merge import unique
from notice_nlp.translate.segments import Draft, Note
from notice_nlp.translate.xml import Element, local, parse, serialise

VERSIONS = {"1.2": xliff12, "2.1": xliff2}


def write_xliff(draft: Draft, version: str = "1.2", *, copy_source: bool = False) -> bytes:
    """A draft as the bytes of an XLIFF file of ``version`` 1.2 or 2.1.

    Characters that XML forbids become placeholders in sources and targets; elsewhere U+FFFD stands for them. With
    ``copy_source`` untranslated segments have their source as target, for tools that show only units with one (OmegaT's own
    filter); they keep the state of what is to be translated, and are read back as untranslated unless somebody has changed them.

    Raises:
        ValueError: another version, or 2.1 and no segment.
    """
    if version not in VERSIONS:
        raise ValueError(f"XLIFF version {version!r} is not one of {', '.join(VERSIONS)}")
    return serialise(VERSIONS[version].to_tree(draft, copy_source))


def read_xliff(data: bytes, limits: Limits = DEFAULT) -> Draft:
    """The draft of an XLIFF file, ours or another tool's.

    Inline tags are flattened (``warnings`` name them). Segments of a draft that come back with another target are ``edited``;
    another tool's segments point into a text made of their sources. Languages are empty where the file doesn't state them.

    Raises:
        BadInput: no XLIFF, broken, or over the limits.
    """
    root = parse(data, limits)
    module = _module(root)
    flat = Flattener()
    raws, head = module.read(root, flat)
    found, text = segments(raws, head.pop("text", ""), limits)
    source, target = module.languages(root)
    return Draft(source, target, found, text=text, warnings=(*flat.warnings(), *_other_languages(root)), **head)


def annotate_xliff(data: bytes, notes: Mapping[str, Sequence[Note]], superseded: Container[str] = (), limits: Limits = DEFAULT) -> bytes:
    """The same file with notes put on its segments, by the ids that :func:`read_xliff` gives them; all else stays as it is.

    Args:
        data: an XLIFF file.
        notes: segment id → notes.
        superseded: kinds of notes that an earlier check has put there and that now go.
        limits: bounds on the size.

    Raises:
        BadInput: as for :func:`read_xliff`.
    """
    root = parse(data, limits)
    module = _module(root)
    elements = list(module.units(root))
    for _, element in elements:
        module.clear(element, superseded)
    for (_, element), id in zip(elements, unique(id for id, _ in elements), strict=True):
        module.annotate(element, notes.get(id, ()))
    return serialise(root)


def _module(root: Element) -> ModuleType:
    version = root.get("version", "")
    if local(root) != "xliff":
        raise BadInput(f"not an XLIFF file: its root element is <{local(root)}>")
    if not version.startswith(("1.", "2.")):
        raise BadInput(f"XLIFF version {version or 'missing'} is not read (1.x and 2.x are)")
    return xliff12 if version.startswith("1.") else xliff2


def _other_languages(root: Element) -> list[str]:
    pairs = {(f.get("source-language", ""), f.get("target-language", "")) for f in root.iterfind("{*}file")}
    return [f"the file has {len(pairs)} pairs of languages; the first is taken for all"] if len(pairs) > 1 else []
