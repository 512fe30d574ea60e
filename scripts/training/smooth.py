"""Makes activations easy to quantise: SmoothQuant (Xiao et al. 2023) for the inputs of the encoder's matrix products.

An int8 network takes one scale for all activations that a product reads; a few channels that reach far leave the others next to no
steps. Each channel is therefore divided by a factor and the weights that read it are multiplied by it, which changes nothing in exact
arithmetic. Where the factors can be put into the layer before, they cost nothing; elsewhere they are one multiplication a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import nn


class Smoothed(nn.Module):
    """A linear layer whose input (…, width) is divided by factors (width,) that its weights are multiplied by."""

    def __init__(self, layer: nn.Linear, by: torch.Tensor) -> None:
        super().__init__()
        layer.weight.data *= by
        self.layer = layer
        self.register_buffer("inverse", 1 / by)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.layer(values * self.inverse)
        return out


def factors(reach: torch.Tensor, weight: torch.Tensor, strength: float) -> torch.Tensor:
    """Factors (width,) by the reach of each channel, its largest absolute value (width,), and the weights (outputs, width) that read it:
    ``strength`` 0 leaves all reach to the activations, 1 gives it to the weights."""
    strong = weight.abs().amax(dim=0).clamp(min=1e-5)
    found = reach.clamp(min=1e-5) ** strength / strong ** (1 - strength)
    return (found / found.log().mean().exp()).clamp(1e-3, 1e3)


def smooth(encoder: nn.Module, batches: Iterable[Sequence[int]], strength: float = 0.5) -> None:
    """Smooths the inputs of all products of weights in a BERT encoder, in place.

    Args:
        encoder: a ``BertModel`` in evaluation mode.
        batches: token ids of texts like those that it will read, one text each.
        strength: see :func:`factors`.
    """
    layers: Any = encoder.encoder.layer
    reach: dict[nn.Module, torch.Tensor] = {}

    def watch(layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        found = inputs[0].detach().abs().flatten(0, -2).amax(dim=0)
        reach[layer] = torch.maximum(reach[layer], found) if layer in reach else found

    read = [(l.attention.self.query, l.attention.output.dense, l.intermediate.dense, l.output.dense) for l in layers]
    hooks = [dense.register_forward_pre_hook(watch) for group in read for dense in group]
    with torch.no_grad():
        for ids in batches:
            encoder(input_ids=torch.tensor([list(ids)]))
    for hook in hooks:
        hook.remove()
    for layer in layers:
        attention = layer.attention.self
        dense = layer.attention.output.dense
        by = factors(reach[dense], dense.weight.data, strength)
        # Attention only takes means over words, so the factors go through it into the layer that makes the values.
        dense.weight.data *= by
        attention.value.weight.data /= by.unsqueeze(1)
        attention.value.bias.data /= by
        same = [attention.query, attention.key, attention.value]
        by = factors(reach[attention.query], torch.cat([m.weight.data for m in same]), strength)
        attention.query, attention.key, attention.value = (Smoothed(m, by) for m in same)
        for owner in (layer.intermediate, layer.output):
            owner.dense = Smoothed(owner.dense, factors(reach[owner.dense], owner.dense.weight.data, strength))
