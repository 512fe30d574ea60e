"""Any sequence-to-sequence network of the transformers library: MarianMT, NLLB, M2M-100, mBART, T5."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from notice_nlp.errors import BadInput, MissingExtra
from notice_nlp.translate.engines.base import Hypothesis, Wish
from notice_nlp.translate.engines.languages import check_direction, forced_start, prefix

EXTRA = "mt"
# Longest sentence in tokens; the networks' own limit where it is lower.
LONGEST = 400
# An answer may be this many times as long as the sentence, and some tokens more.
GROWTH, MARGIN = 2, 24
# Added to the log-probability of a wanted term's tokens, once per answer and token: enough to bring up what the network holds for
# possible, not what it would never say.
BIAS = 3.0


class TransformersDecoder:
    """A network and its tokenizer, read from a local folder or the Hugging Face hub.

    Only safetensors are read, and no code that comes with a model is run.
    """

    def __init__(self, model: str, source: str, target: str, *, revision: str | None = None, kind: str = "", device: str = "") -> None:
        """
        Args:
            model: a folder, or a hub id.
            source: ``de`` or ``en``.
            target: the other one.
            revision: branch, tag or commit on the hub.
            kind: the ``model_type`` wanted (``marian``); empty for any.
            device: as torch names it; default: ``cuda`` where there is one, else ``cpu``.

        Raises:
            MissingExtra: torch, transformers or sentencepiece is not installed.
            BadInput: no such model, not the kind wanted, no safetensors, or the wrong direction.
        """
        torch, transformers = _libraries()
        self._torch, self._transformers = torch, transformers
        self.name = Path(model).name if Path(model).is_dir() else model
        if Path(model).is_dir():
            check_folder(Path(model))
        options: dict[str, Any] = {"trust_remote_code": False, "revision": revision or "main"}
        with quiet(transformers), _as_bad_input(model):
            config = transformers.AutoConfig.from_pretrained(model, **options)
            if not config.is_encoder_decoder:
                raise BadInput(f"is a {config.model_type}, which does not translate (a sequence-to-sequence model does)", model)
            if kind and config.model_type != kind:
                raise BadInput(f"is a {config.model_type}, not a {kind}; give it as transformers:{model}", model)
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(model, **options)
            network = transformers.AutoModelForSeq2SeqLM.from_pretrained(model, use_safetensors=True, **options)
        check_direction(self._tokenizer, source, target, model)
        self._device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self._network = network.to(self._device).eval()
        self._prefix = prefix(self._tokenizer, config, source, target)
        self._start = forced_start(self._tokenizer, source, target)
        limits = (self._tokenizer.model_max_length, getattr(config, "max_position_embeddings", None) or LONGEST)
        self._limit = min(LONGEST, *(n for n in limits if n))

    def fits(self, text: str) -> bool:
        """Whether a sentence is read whole."""
        return len(self._tokenizer(self._prefix + text, verbose=False)["input_ids"]) <= self._limit

    def decode(self, texts: Sequence[str], best: int, wishes: Sequence[Wish] = ()) -> list[list[Hypothesis]]:
        """By beam search of ``best`` beams, at least four. Wanted terms are made likelier, forbidden ones impossible (:class:`_Steer`).

        Constrained beam search, which forces words, left the transformers library with version 5.
        """
        if not texts:
            return []
        inputs = self._tokenizer([self._prefix + t for t in texts], return_tensors="pt", padding=True).to(self._device)
        beams = max(4, best)
        extra: dict[str, Any] = {"forced_bos_token_id": self._start} if self._start is not None else {}
        if any(w.prefer or w.avoid for w in wishes):
            extra["logits_processor"] = [_Steer([self._tokens(w) for w in wishes], beams)]
        longest = min(self._limit, GROWTH * inputs["input_ids"].shape[1] + MARGIN)
        with self._torch.inference_mode(), quiet(self._transformers):
            answers = self._network.generate(
                **inputs, num_beams=beams, num_return_sequences=best, do_sample=False, max_new_tokens=longest, max_length=None, **extra
            )
            scores, complete = self._scores(inputs, answers, best)
        written = self._tokenizer.batch_decode(answers, skip_special_tokens=True)
        made = [Hypothesis(t, s, c) for t, s, c in zip(written, scores, complete, strict=True)]
        return [made[i * best : (i + 1) * best] for i in range(len(texts))]

    def _scores(self, inputs: Any, answers: Any, best: int) -> tuple[list[float], list[bool]]:
        """The geometric mean of the network's own probabilities of an answer's tokens, and whether the answer came to its end.

        Read off a second pass, since those of the search have been changed by wishes.
        """
        torch = self._torch
        states = self._network.get_encoder()(**inputs).last_hidden_state.repeat_interleave(best, 0)
        mask = inputs["attention_mask"].repeat_interleave(best, 0)
        output = self._network(encoder_outputs=(states,), attention_mask=mask, decoder_input_ids=answers[:, :-1])
        told = torch.log_softmax(output.logits.float(), -1).gather(-1, answers[:, 1:, None]).squeeze(-1)
        ends = answers[:, 1:] == self._network.config.eos_token_id
        # Tokens up to the first end mark, that one included; the language's token is given, not chosen.
        counted = (ends.cumsum(1) - ends.long() == 0) & ~((answers[:, 1:] == self._start) if self._start is not None else ends & ~ends)
        mean = (told * counted).sum(1) / counted.sum(1).clamp(min=1)
        return [round(math.exp(min(0.0, v)), 4) for v in mean.tolist()], ends.any(1).tolist()

    def _tokens(self, wish: Wish) -> tuple[list[list[int]], list[list[int]]]:
        """The token ids of wanted and forbidden terms, with and without a capital."""

        def ids(terms: Sequence[str]) -> list[list[int]]:
            spellings = [s for t in terms if t for s in dict.fromkeys((t, t[:1].upper() + t[1:]))]
            return [self._tokenizer(text_target=s, add_special_tokens=False)["input_ids"] for s in spellings]

        return ids(wish.prefer), ids(wish.avoid)


class _Steer:
    """A processor of logits: raises the tokens of wanted terms until they stand, forbids the last token of others."""

    def __init__(self, terms: Sequence[tuple[list[list[int]], list[list[int]]]], beams: int) -> None:
        self.terms, self.beams = terms, beams

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """``input_ids`` are sentences times beams by tokens so far, ``scores`` the same rows by vocabulary."""
        scores = scores.clone()
        for row, written in enumerate(input_ids.tolist()):
            prefer, avoid = self.terms[row // self.beams]
            for ids in prefer:
                if ids and not _contains(written, ids):
                    scores[row, ids[_begun(written, ids)]] += BIAS
            for ids in avoid:
                if ids and _begun(written, ids) == len(ids) - 1:
                    scores[row, ids[-1]] = -math.inf
        return scores


def _contains(written: list[int], ids: list[int]) -> bool:
    return any(written[i : i + len(ids)] == ids for i in range(len(written) - len(ids) + 1))


def _begun(written: list[int], ids: list[int]) -> int:
    """How many of the first tokens of a term stand at the end of what is written; at most all but one."""
    return next((n for n in range(min(len(ids) - 1, len(written)), 0, -1) if written[-n:] == ids[:n]), 0)


def _libraries() -> tuple[Any, Any]:
    try:
        import sentencepiece  # noqa: F401
        import torch
        import transformers
    except ImportError:
        raise MissingExtra(EXTRA, "machine translation with transformers") from None
    return torch, transformers


def check_folder(folder: Path) -> None:
    """Raises BadInput for a folder that holds no model as safetensors."""
    if not (folder / "config.json").is_file():
        raise BadInput("is no model: there is no config.json", str(folder))
    if not any(folder.glob("*.safetensors")):
        convert = f"python -m notice_nlp.translate.engines.convert {folder}"
        raise BadInput(f"has no .safetensors, and pickled weights are not loaded; to convert pytorch_model.bin: {convert}", str(folder))


@contextmanager
def quiet(transformers: Any) -> Iterator[None]:
    """Keeps the library's advice and progress bars off standard error."""
    from logging import CRITICAL, getLogger

    log, hub = transformers.utils.logging, getLogger("huggingface_hub")
    level, bars, heard = log.get_verbosity(), log.is_progress_bar_enabled(), hub.level
    log.set_verbosity_error()
    hub.setLevel(CRITICAL)
    log.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.set_verbosity(level)
        hub.setLevel(heard)
        if bars:
            log.enable_progress_bar()


@contextmanager
def _as_bad_input(model: str) -> Iterator[None]:
    """What the library raises for a model it cannot find or read, in one line."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        hint = "" if Path(model).is_dir() else f" (fetch it once where there is a network: hf download {model})"
        raise BadInput(f"cannot be opened as a translation model: {first[:300]}{hint}", model) from None
