"""The multi-task network: one encoder, one linear head per question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

HEADS = ("tags", "roles", "negated", "concepts", "rows")


@dataclass
class Sizes:
    """How many classes each head tells apart."""

    tags: int
    roles: int
    negated: int
    concepts: int
    rows: int


class Tagger(nn.Module):
    """Encoder with token heads and a pooled vector.

    ``forward`` takes ids and mask of shape (B, T) and optionally one (B, T) label tensor per head, -100 where a
    token has no label; it gives the heads' logits (B, T, classes), the last states ``hidden`` (B, T, width), the unit
    ``vector`` (B, width) that training keeps close to the untrained encoder's, and ``loss``.
    """

    def __init__(self, encoder: str | Path, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        # Dropout inside the encoder costs a third of the time on a processor; augmentation does its work here.
        no_dropout = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, dtype=torch.float32, **no_dropout)
        # On two cores plain attention in bfloat16 trains a third faster than the fused kernel.
        self.encoder.set_attn_implementation("eager")
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(width, getattr(sizes, name)) for name in HEADS})
        self.project = nn.Linear(width, width)
        nn.init.eye_(self.project.weight)
        nn.init.zeros_(self.project.bias)
        # A purpose or legal basis missed costs less than a data mention missed; the vector only has to stay good.
        self.weights = {"tags": 1.0, "roles": 0.5, "negated": 0.5, "concepts": 0.6, "rows": 0.3, "vector": 0.5}

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, vector_target: torch.Tensor | None = None, **labels: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        vector = nn.functional.normalize(self.project(pooled), dim=-1)
        dropped = self.dropout(hidden)
        out = {name: head(dropped) for name, head in self.heads.items()}
        out["hidden"], out["vector"] = hidden, vector
        if labels:
            losses = []
            for name in HEADS:
                target = labels[f"{name}_labels"].flatten()
                if bool((target >= 0).any()):
                    losses.append(self.weights[name] * nn.functional.cross_entropy(out[name].float().flatten(0, 1), target))
            if vector_target is not None:
                cosine = (vector.float() * vector_target).sum(-1)
                losses.append(self.weights["vector"] * (1 - cosine).mean())
            out["loss"] = torch.stack(losses).sum()
        return out
