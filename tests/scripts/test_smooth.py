"""Smoothing changes what a quantiser sees and nothing else."""

import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from training.smooth import Smoothed, factors, smooth  # noqa: E402


def encoder(reaching: float) -> "transformers.BertModel":
    """A random encoder in which one value inside each layer reaches far."""
    torch.manual_seed(0)
    config = transformers.BertConfig(vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32)
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    for layer in model.encoder.layer:
        layer.intermediate.dense.bias.data[3] = reaching
    return model


def test_the_outputs_stay() -> None:
    model, ids = encoder(40.0), torch.tensor([[4, 8, 15, 16, 23, 42]])
    with torch.no_grad():
        before = model(input_ids=ids).last_hidden_state
        smooth(model, [[4, 8, 15], [16, 23, 42, 1]], 0.75)
        after = model(input_ids=ids).last_hidden_state
    assert torch.allclose(before, after, atol=1e-4)
    assert not torch.equal(before, after)


def test_far_channels_come_nearer() -> None:
    model, seen = encoder(40.0), []
    smooth(model, [[4, 8, 15], [16, 23, 42, 1]], 0.75)
    dense = model.encoder.layer[0].output.dense
    assert isinstance(dense, Smoothed)
    dense.layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].abs().flatten(0, -2).amax(0)))
    with torch.no_grad():
        model(input_ids=torch.tensor([[4, 8, 15]]))
    assert seen[0].max() / seen[0].median() < 100  # about 1,000 before


def test_strength() -> None:
    reach, weight = torch.tensor([1.0, 100.0]), torch.tensor([[1.0, 1.0], [0.5, -1.0]])
    assert torch.allclose(factors(reach, weight, 0.0), torch.ones(2))
    by = factors(reach, weight, 1.0)
    assert torch.allclose(by[1] / by[0], torch.tensor(100.0))
