"""Bytes to text: byte-order mark, then UTF-8, UTF-16 without a mark, Windows-1252."""

from __future__ import annotations

import codecs
import re

from notice_nlp.errors import BadInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UMLAUT = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
# Names that Python knows and no page should be read by: they are slow, or give half characters.
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "utf_7", "unicode_escape", "raw_unicode_escape"})
# UTF-8 that was read as Windows-1252 and saved again ("fÃ¼r", "donâ€™t"), and Mac Roman read as Windows-1252 ("fŸr").
_GARBLED = re.compile("Ã[\x80-\xbf„œŸ–œ¼¤¶]|â€[\x80-\xbf™œžš“¦]|(?<=[a-z])[ŠšŸ](?=[a-zŠšŸ§])")
_PROPER = re.compile("[äöüÄÖÜßéèêàç’“”„–…]")
# So many garbled characters are no accident.
FEW = 3
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding.

    ``declared`` is what the file says of itself (HTML's ``charset``); it is believed after a byte-order mark and
    UTF-8. A UTF-8 byte-order mark stays in the text as U+FEFF, so that offsets count the file's code points.

    Raises:
        BadInput: the bytes are no text in any of these encodings.
    """
    text, name = _decode(data, declared)
    controls = len(_CONTROL.findall(text[:100_000]))
    if controls > max(3, len(text[:100_000]) // 200):
        raise BadInput(f"not a text file (control characters; read as {name})")
    return text, name


def doubts(text: str, encoding: str) -> list[str]:
    """What a reader should know of a text that was decoded, but perhaps not as it was meant."""
    found = []
    if encoding.endswith("(damaged)"):
        found.append("damaged UTF-8: some characters are lost")
    if zeros := text.count("\0"):
        found.append(f"zero bytes in the text, passed over: {zeros}")
    garbled = _GARBLED.findall(text)
    if len(garbled) >= FEW and len(garbled) > len(_PROPER.findall(text)):
        found.append(f"garbled characters such as “{garbled[0]}” (read as {encoding}): was saved in a wrong encoding; save it as UTF-8")
    return found


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode("utf-8" if name == "utf-8-sig" else name), name
            except UnicodeDecodeError as error:
                if name == "utf-8-sig":
                    break
                raise BadInput(f"starts as {name.upper()} but is broken at byte {error.start}") from None
    # A zero now and then is dirt in a text; many are another encoding, or no text.
    if data[:4096].count(0) * 100 < len(data[:4096]):
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            # Mostly good UTF-8 with a few stray bytes is damaged UTF-8: as cp1252 every umlaut would be wrong.
            repaired = data.decode("utf-8", errors="replace")
            if repaired.count("\ufffd") * 5 < len(_UMLAUT.findall(data)):
                return repaired, "utf-8 (damaged)"
    if utf16 := _unmarked_utf16(data):
        return utf16
    for name in filter(None, (declared, "cp1252")):
        try:
            if codecs.lookup(name).name.replace("-", "_") not in _NO_CHARSETS:
                return data.decode(name), name.lower()
        except (UnicodeError, LookupError):
            continue
    raise BadInput("not text in UTF-8, UTF-16 or Windows-1252")


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 of Western text has a zero in nearly every second byte."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                return None
    return None
