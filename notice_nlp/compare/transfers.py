"""Whether a country named in a notice is one that data go to, and not where somebody sits, lives or has agreed on something."""

from __future__ import annotations

import re

from notice_nlp.segment.sentences import sentence_at

_SENDING = re.compile(
    r"übermitt|übertrag|transfer|transmi|send|sent|pass|gelang|fließ|server|rechenzentr|data cent|verarbeit|bearbeit|process|speicher|"
    r"stor|host|zugriff|zugreif|\bgreif(?:t|en)\b|access|dritt|third|adequa|angemessen|klausel|clauses|framework|abkommen|anbieter|provider|"
    r"dienstleister|daten|data|mutter|parent",
    re.I,
)
# What is done with data, said outright; "Anbieter" and "data" may stand beside any address.
_SENT = re.compile(
    r"übermitt|übertr[aä]g|transfer|transmi|\bsen[dt]\b|gesendet|weiterge|pass(?:ed|es)? on|gelang|fließ|verarbeite[nt]|"
    r"\bprocess(?:ed|es|ing)?\b|gespeichert|speicher[nt]|\bstor(?:e|ed|es|ing)\b|gehostet|\bhost(?:ed|s|ing)?\b|(?<!web)server|"
    r"rechenzentr|data cent",
    re.I,
)
_ARTICLE = r"(?: (?:den|der|dem|die|das|the))?\s*\Z"
# "45 Hill Street, Oakland, CA 94105, " and "1200 Genf, ": a number, and no more than names after it.
_ADDRESS = re.compile(
    r"\d[\w./-]{0,8}(?:[ \u00a0]+(?!(?:in|to|nach|an|und|and)\b)[\w.'’&/-]{1,30}){0,6}"
    r"(?:,[^,;:.()\d]{1,40}(?:\d{4,6}(?:-\d{4})?)?){0,3},?\s*\(?\Z|"
    r"\b[A-Z]{2},? \d{5}(?:-\d{4})?,?\s*\(?\Z"
)
_SEAT = re.compile(
    r"\b(?:\w*[Ss]itz|Niederlassung|sitzt|ansässig|niedergelassen|eingetragen|registriert|based|headquarter\w*|seated?|incorporated|"
    rf"established|registered|organi[sz]ed|domiciled)(?:,? \w+){{0,2}} (?:in|im|auf|under the laws of|at){_ARTICLE}",
    re.I,
)
# People there, and agreements with them, are no transfers.
_PEOPLE = re.compile(
    r"\b(?:Aufenthalt|Wohnsitz|wohn\w+|leb\w+|Nutzer(?:n|in|innen)?|Kund(?:e|en|in|innen)|Besucher\w*|Personen|Bürger\w*|resid\w+|users?|customers?|visitors?|"
    r"persons?|people|citizens?|living|live|sign(?:ed|ing)?[ -]?up|wenn Sie|if you(?: are| live)?)(?: \w+){0,3} "
    rf"(?:in|im|aus|from|of){_ARTICLE}|"
    r"\b(?:mit|zwischen|with|between)(?: (?:der|den|dem|the))?"
    rf"(?: (?:EU|Europäischen Union|European Union)(?: und| and))?{_ARTICLE}|\b(?:laws?|Recht|Gesetze?) (?:of|der|des){_ARTICLE}",
    re.I,
)
# Characters before a country that are looked at.
_BEFORE = 160


def is_transfer(text: str, start: int, in_row: bool) -> bool:
    """Whether the country at ``text[start:]`` is one that data go to.

    Inside an activity (``in_row``) it is, unless it ends an address or a seat in a sentence that speaks of nothing sent, stored
    or processed; elsewhere the sentence must speak of data as well.
    """
    first, last = sentence_at(text, start)
    before = text[max(first, start - _BEFORE) : start]
    if _PEOPLE.search(before):
        return False
    if _ADDRESS.search(before) or _SEAT.search(before):
        return bool(_SENT.search(text, first, last))
    return in_row or bool(_SENDING.search(text, first, last))
