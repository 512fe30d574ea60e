"""What an engine says about its work, in the language of the translation."""

from __future__ import annotations

from notice_nlp.translate.segments import Note

FAILED, TERM = "mt_failed", "mt_term"
NOTHING, REPEATED, TOO_LONG, BROKEN = "nothing", "repeated", "too_long", "broken"
LONGEST = 80

_TEXTS = {
    "de": {
        NOTHING: "Nicht übersetzt: Die Maschine gab{lost} nicht richtig wieder ({text}).",
        REPEATED: "Nicht übersetzt: Die Antwort der Maschine wiederholt sich oder ist viel zu lang oder zu kurz ({text}).",
        TOO_LONG: "Nicht übersetzt: Der Satz ist zu lang für die Maschine ({text}).",
        BROKEN: "Nicht übersetzt: Die Maschine brach ab: {lost} ({text}).",
        TERM: "Fachbegriff: „{text}“ – richtig wäre „{lost}“.",
    },
    "en": {
        NOTHING: "Not translated: the engine did not give{lost} correctly ({text}).",
        REPEATED: "Not translated: the engine's answer repeats itself or is far too long or short ({text}).",
        TOO_LONG: "Not translated: the sentence is too long for the engine ({text}).",
        BROKEN: "Not translated: the engine broke off: {lost} ({text}).",
        TERM: "Term: “{text}” should be “{lost}”.",
    },
}
_ALL = {"de": " den Satz", "en": " the sentence"}


def note(reason: str, language: str, text: str, lost: str = "") -> Note:
    """A note on a segment.

    Args:
        reason: why a sentence was left out (``nothing``, ``repeated``, ``too_long``, ``broken``), or ``mt_term``.
        language: ``de`` or ``en``.
        text: the sentence, or the term as it stands.
        lost: the literal that was lost or changed, the term as it should be, or the error.
    """
    short = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    if reason == NOTHING:
        lost = f" “{lost}”" if lost and language == "en" else f" „{lost}“" if lost else _ALL[language]
    message = _TEXTS[language][reason].format(text=short, lost=lost)
    return Note(message, "low" if reason == TERM else "medium", TERM if reason == TERM else FAILED)
