"""Which notice, version and language a file is.

By a file's name and folder:

- a language: ``de`` or ``en`` at the end of the name or of the folder's name (``shop.de.html``, ``shop_de/2024-05-17.html``);
- a date: ``2024-05-17``, ``20240517`` or ``2024-05`` anywhere in the name, else in the folder's name;
- the notice: what is left of the name, or of the folder's name where nothing is left; in subfolders the folders before it.

A pattern overrides that: ``{notice}/{date}.{language}.{ext}``, matched against the end of the path; ``{notice}`` may hold
slashes where it comes first, ``*`` stands for anything within a name. A manifest names files one by one: CSV with the column
``path`` and, as far as known, ``notice``, ``date``, ``language``.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as calendar
from pathlib import Path, PurePath

from notice_nlp.errors import BadInput
from notice_nlp.read import SUFFIXES
from notice_nlp.read.load import no_address, stays_below

FIELDS = ("notice", "date", "language", "ext")
_DATE = r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?"
_IN_NAME = re.compile(rf"(?<!\d){_DATE}(?!\d)")
_LANGUAGE = re.compile(r"(?:^|[._\- ])(de|en)$", re.I)
_SEPARATORS = "._- "
# Names that say which version a file is, not which notice.
_NO_NAME = {"current", "latest", "aktuell", "index", "neu", "new", "alt", "old"}


@dataclass(frozen=True, slots=True)
class Item:
    """A file, the key of its notice, its ISO date (``2024-05``, ``2024-05-17`` or empty) and the language it claims, or empty."""

    path: str
    key: str
    date: str = ""
    language: str = ""


def _refuse(error: BadInput) -> None:
    raise error


def discover(arguments: Iterable[str], pattern: str = "", refuse: Callable[[BadInput], object] = _refuse) -> Iterator[Item]:
    """The notices of files, folders and manifests (``.csv``), in the order of their names.

    Args:
        arguments: the files, folders and manifests.
        pattern: how paths name notices (see above).
        refuse: gets what is wrong with a line of a manifest, which is left out then; default: it is raised.

    Raises:
        BadInput: no such file, a manifest that can't be read, or a pattern without ``{notice}``.
    """
    matcher = compile_pattern(pattern) if pattern else None
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            for file in _files(path):
                if item := _item(file, path, matcher):
                    yield item
        elif path.suffix.lower() == ".csv":
            yield from manifest(path, refuse)
        elif path.is_file():
            if item := _item(path, path.parent, matcher):
                yield item
        else:
            no_address(argument)
            raise BadInput("no such file or folder", argument)


def _files(folder: Path) -> Iterator[Path]:
    for here, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        named = (Path(here, f) for f in sorted(files) if Path(f).suffix.lower() in SUFFIXES and not f.startswith("."))
        yield from (file for file in named if stays_below(file, folder))


def _item(file: Path, root: Path, matcher: re.Pattern[str] | None) -> Item | None:
    path = os.path.abspath(file)
    relative = PurePath(os.path.relpath(file, root))
    if matcher is None:
        return by_name(path, relative if len(relative.parts) > 1 else PurePath(root.name or root.resolve().name, relative))
    found = matcher.search(relative.as_posix())
    if not found:
        return None
    values = {name: value or "" for name, value in found.groupdict().items()}
    return Item(path, values["notice"], iso_date(values.get("date", "")), values.get("language", "").lower())


def by_path(path: str) -> Item:
    """What a file's name and its folder tell, where nothing is known of where it was found."""
    return by_name(path, PurePath(*PurePath(path).parts[-2:]))


def by_name(path: str, relative: PurePath) -> Item:
    """What a file's name and folders tell (see above)."""
    stem, folders = relative.stem, list(relative.parts[:-1])
    language, date = "", ""
    if match := _LANGUAGE.search(stem):
        language, stem = match.group(1).lower(), stem[: match.start()]
    if match := _IN_NAME.search(stem):
        # What follows a date is the archive's own mark, for instance a revision's hash.
        date, stem = iso_date(match.group()), stem[: match.start()]
    stem = stem.strip(_SEPARATORS)
    stem = "" if stem.lower() in _NO_NAME and folders else stem
    if not date and folders and (match := _IN_NAME.search(folders[-1])):
        date = iso_date(match.group())
        folders[-1] = (folders[-1][: match.start()] + folders[-1][match.end() :]).strip(_SEPARATORS)
    if not language and folders and (match := _LANGUAGE.search(folders[-1])):
        language, folders[-1] = match.group(1).lower(), folders[-1][: match.start()].strip(_SEPARATORS)
    parts = [f for f in folders if f]
    # A file right in the folder that was named has that folder's name only where its own says nothing.
    if stem:
        parts = [*parts[1:], stem] if len(relative.parts) <= 2 else [*parts, stem]
    return Item(path, "/".join(parts) or PurePath(path).stem, date, language)


def iso_date(written: str) -> str:
    """``20240517`` or ``2024.05.17`` as ``2024-05-17``; what is no date as it is not: empty."""
    digits = re.sub(r"\D", "", written)
    if not re.fullmatch(r"(?:19|20)\d\d(?:\d\d){0,2}", digits):
        return ""
    try:
        calendar(int(digits[:4]), int(digits[4:6] or 1), int(digits[6:] or 1))
    except ValueError:
        return ""
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern such as ``{notice}/{date}.{language}.{ext}``.

    Raises:
        BadInput: a field that is none of the four or stands there twice, or no ``{notice}``.
    """
    parts = re.split(r"(\{\w*\}|\*)", pattern)
    names = [p[1:-1] for p in parts if p.startswith("{")]
    if "notice" not in names or len(set(names)) != len(names) or set(names) - set(FIELDS):
        raise BadInput("a pattern needs {notice} and may have {date}, {language} and {ext}, each once", pattern)
    forms = {"notice": r"[^/]+?", "date": _DATE, "language": r"[A-Za-z]{2}", "ext": r"[A-Za-z]+"}
    if parts[:2] == ["", "{notice}"]:
        forms["notice"] = r".+?"
    body = "".join(f"(?P<{p[1:-1]}>{forms[p[1:-1]]})" if p.startswith("{") else "[^/]*" if p == "*" else re.escape(p) for p in parts)
    return re.compile(rf"(?:^|(?<=/)){body}$" if parts[:2] != ["", "{notice}"] else rf"^{body}$")


def manifest(path: Path, refuse: Callable[[BadInput], object] = _refuse) -> Iterator[Item]:
    """The files of a manifest; their paths are relative to it and must stay below its folder.

    ``refuse`` gets a line whose path leads out of the folder, or whose date is none; the line is named and left out.

    Raises:
        BadInput: not CSV in UTF-8 with the column ``path``.
    """
    root = path.resolve().parent
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.DictReader(stream)
            if "path" not in (lines.fieldnames or ()):
                raise BadInput("a manifest needs the column path (and may have notice, date, language)", str(path))
            for number, line in enumerate(lines, 2):
                name = (line.get("path") or "").strip()
                file = (root / name.replace("\0", "")).resolve()
                if not name or "\0" in name or not file.is_relative_to(root):
                    refuse(BadInput(f"line {number}: the path {name!r} is empty or leads out of the manifest's folder", str(path)))
                    continue
                told = by_name(str(file), PurePath(os.path.relpath(file, root)))
                date = (line.get("date") or "").strip()
                if date and not iso_date(date):
                    refuse(BadInput(f"line {number}: {date!r} is no date such as 2024-05-17", str(path)))
                    continue
                key, language = ((line.get(field) or "").strip() for field in ("notice", "language"))
                yield Item(str(file), key or told.key, iso_date(date) or told.date, language.lower() or told.language)
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"not a CSV file in UTF-8: {error}", str(path)) from None
    except OSError as error:
        raise BadInput(error.strerror or str(error), str(path)) from None
