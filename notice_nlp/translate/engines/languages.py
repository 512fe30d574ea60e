"""How networks for many languages are told which two are meant."""

from __future__ import annotations

from typing import Any

from notice_nlp.errors import BadInput

# As ISO 639-1, mBART, NLLB and ISO 639-3 write them.
CODES = {"de": ("de", "de_DE", "deu_Latn", "deu", "ger"), "en": ("en", "en_XX", "eng_Latn", "eng")}
NAMES = {"de": "German", "en": "English"}


def check_direction(tokenizer: Any, source: str, target: str, name: str) -> None:
    """Raises BadInput for a network of one direction, if it says so, and it is the other one."""
    stated = [str(getattr(tokenizer, f"{side}_lang", "") or "") for side in ("source", "target")]
    known = [next((l for l, codes in CODES.items() if s in codes), "") for s in stated]
    if all(known) and known != [source, target]:
        raise BadInput(f"translates from {known[0]} to {known[1]}, not from {source} to {target}", name)


def prefix(tokenizer: Any, config: Any, source: str, target: str) -> str:
    """What is put before a sentence: ``>>deu<<`` for a Marian network of many targets, a task's name for T5; else nothing."""
    codes = set(getattr(tokenizer, "supported_language_codes", None) or ())
    if code := next((f">>{c}<<" for c in CODES[target] if f">>{c}<<" in codes), ""):
        return code + " "
    task = (getattr(config, "task_specific_params", None) or {}).get(f"translation_{source}_to_{target}", {})
    return str(task.get("prefix", "")) or (
        f"translate {NAMES[source]} to {NAMES[target]}: " if getattr(config, "model_type", "") == "t5" else ""
    )


def forced_start(tokenizer: Any, source: str, target: str) -> int | None:
    """The id of the target language's token, which such a network's answers begin with (M2M-100, NLLB, mBART); tells the tokenizer
    the source language. None where languages have no tokens."""
    if not hasattr(tokenizer, "src_lang"):
        return None
    found = {l: _token(tokenizer, l) for l in (source, target)}
    start, end = found[source], found[target]
    if start is None or end is None:
        return None
    tokenizer.src_lang = start[0]
    return end[1]


def _token(tokenizer: Any, language: str) -> tuple[str, int] | None:
    ids: dict[str, int] = getattr(tokenizer, "lang_code_to_id", None) or {}
    for code in CODES[language]:
        for token in (code, f"__{code}__"):
            id = ids.get(token, tokenizer.convert_tokens_to_ids(token))
            if id is not None and id != tokenizer.unk_token_id:
                return code, int(id)
    return None
