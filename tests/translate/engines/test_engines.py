"""Which engine a specification names, and what is said where there is none."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.translate.engines import open_engine
from notice_nlp.translate.engines.languages import check_direction, forced_start, prefix


@pytest.mark.parametrize("spec", ["marian:", "nothing here", "ftp://x/y", "../../no/such", "marian:a/b/c"])
def test_what_names_no_model(spec: str) -> None:
    with pytest.raises(BadInput):
        open_engine(spec, "de", "en")


@pytest.mark.parametrize(
    ("spec", "library", "extra"), [("marian:{}", "transformers", "mt"), ("ctranslate2:{}", "ctranslate2", "ctranslate2")]
)
def test_a_missing_library_names_its_extra(spec: str, library: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"notice-nlp\[{extra}\]"):
        open_engine(spec.format(tmp_path), "de", "en")


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    pytest.importorskip("sentencepiece")
    with pytest.raises(BadInput, match=r"no config\.json"):
        open_engine(str(tmp_path), "de", "en")


class Tokens(SimpleNamespace):
    unk_token_id = 3

    def convert_tokens_to_ids(self, token: str) -> int:
        return {"deu_Latn": 11, "eng_Latn": 12, "__de__": 21, "__en__": 22}.get(token, 3) if self.known(token) else 3

    def known(self, token: str) -> bool:
        return token.startswith("__") == self.marked


def test_networks_of_many_languages() -> None:
    nllb, m2m = Tokens(src_lang="", marked=False), Tokens(src_lang="", marked=True)
    assert (forced_start(nllb, "de", "en"), nllb.src_lang) == (12, "deu_Latn")
    assert (forced_start(m2m, "en", "de"), m2m.src_lang) == (21, "en")
    assert forced_start(SimpleNamespace(), "de", "en") is None


def test_what_is_put_before_a_sentence() -> None:
    many = SimpleNamespace(supported_language_codes=[">>deu<<", ">>eng<<"])
    assert prefix(many, SimpleNamespace(), "en", "de") == ">>deu<< "
    t5 = SimpleNamespace(model_type="t5", task_specific_params={"translation_en_to_de": {"prefix": "translate English to German: "}})
    assert prefix(SimpleNamespace(), t5, "en", "de") == "translate English to German: "
    assert prefix(SimpleNamespace(), SimpleNamespace(model_type="marian"), "en", "de") == ""


def test_a_direction_that_is_not_stated_is_trusted() -> None:
    check_direction(SimpleNamespace(source_lang="gmw", target_lang="gmw"), "de", "en", "x")
    check_direction(SimpleNamespace(), "de", "en", "x")
    with pytest.raises(BadInput):
        check_direction(SimpleNamespace(source_lang="eng", target_lang="deu"), "de", "en", "x")
