"""The encoder, mean pooling and normalisation as one torch module, for the export alone."""

from typing import Any

import torch


class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not analysed (pyproject)
    """Token ids and mask in, unit vectors out: shape (n, d)."""

    def __init__(self, transformer: Any) -> None:
        super().__init__()
        self.transformer = transformer.eval()

    def forward(self, input_ids: Any, attention_mask: Any) -> Any:
        hidden = self.transformer(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=torch.zeros_like(input_ids),
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return mean / torch.sqrt((mean * mean).sum(1, keepdim=True))


def pooled_module(transformer: Any) -> Any:
    """The module that the export traces."""
    return Pooled(transformer).eval()
