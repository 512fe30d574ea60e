"""Windows to token ids."""

from notice_nlp import parse
from notice_nlp.extract.features import MAX_TOKENS, Encoder
from notice_nlp.extract.session import model_folder
from notice_nlp.read import read_text
from notice_nlp.segment import read_tables, windows

# Nearly every character is a token of its own, so that a window of 900 characters has far more than the model reads.
SIGNS = "Wir speichern für den Versand Ihren Namen und folgende Angaben:\n" + "".join(f"- {'X9+7Z/' * 9}\n" for _ in range(30))


def test_words_lie_inside_the_ids() -> None:
    encoder = Encoder(model_folder() / "tokenizer.json")
    document = read_text(SIGNS)
    cut = windows(document.text, document.blocks, read_tables(document.text, document.blocks))
    encoded = encoder.encode(cut)
    assert any(len(e.ids) == MAX_TOKENS for e in encoded)
    for item in encoded:
        assert all(0 < unit.token < unit.token_end <= len(item.ids) for unit in item.units)
        assert all(token < len(item.ids) for token, _ in item.starts)


def test_a_window_with_too_many_tokens_is_read_as_far_as_it_goes() -> None:
    assert parse(SIGNS, language="de").text == SIGNS
