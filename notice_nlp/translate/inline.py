"""Text with inline markup: characters that XML forbids go out as placeholders and come back; other tools' tags are flattened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from notice_nlp.translate.xml import FORBIDDEN, Element, local

# The ctype of placeholders for characters that XML forbids, in XLIFF 1.2; XLIFF 2 has <cp> for them.
CHARACTER = "x-notice-nlp-char-"
# Native code of the source format, not text (XLIFF 1.2 and TMX).
_CODE = {"ph", "bpt", "ept", "it", "ut"}
_BREAKS = {("ctype", "lb"), ("ctype", "x-br"), ("subType", "xlf:lb")}


def write_text(element: Element, text: str, placeholder: Callable[[int, str], Element]) -> None:
    """Sets an element's content; ``placeholder`` makes the element for the n-th (from 1) character that XML forbids."""
    start, number = 0, 0
    last: Element = None
    for match in [*FORBIDDEN.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)]
        if last is None:
            element.text = piece
        else:
            last.tail = piece
        if match:
            number += 1
            last = placeholder(number, match.group())
            element.append(last)
            start = match.end()


class Flattener:
    """Reads the text of elements with inline markup and counts in ``lost`` the tags that it leaves out."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()

    def text(self, element: Element | None) -> str:
        """An element's text: what tags enclose stays, native code goes, empty tags stand for what they say they stand for."""
        if element is None:
            return ""
        parts = [element.text or ""]
        for child in element:
            parts.append(self._inline(child))
            parts.append(child.tail or "")
        return "".join(parts)

    def _inline(self, child: Element) -> str:
        name = local(child)
        if not name:
            # An entity reference without its definition is kept as it is written; comments are none of the text.
            return child.text or "" if (child.text or "").startswith("&") else ""
        if (character := _character(child, name)) is not None:
            return character
        if _BREAKS & set(child.attrib.items()):
            return "\n"
        if not (name == "mrk" and child.get("mtype") == "seg"):
            self.lost[name] += 1
        if name in _CODE:
            return str(child.get("equiv-text") or child.get("equiv") or "")
        return self.text(child) or str(child.get("equiv-text") or "")

    def warnings(self) -> tuple[str, ...]:
        """One line that names the tags left out, if any were."""
        if not self.lost:
            return ()
        return ("inline tags left out of the text: " + ", ".join(f"<{name}> ({n})" for name, n in sorted(self.lost.items())),)


def _character(child: Element, name: str) -> str | None:
    """The character that a placeholder stands for, or None."""
    code = ""
    if name == "cp":
        code = child.get("hex", "")
    elif (kind := child.get("ctype", "")).startswith(CHARACTER):
        code = kind.removeprefix(CHARACTER)
    try:
        return chr(int(code, 16)) if code else None
    except (ValueError, OverflowError):
        return None
