"""Weights between those before and those after a training.

A mean of weights keeps what the model could do before and most of what it has learned (WiSE-FT:
Wortsman et al. 2022).
"""

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import numpy as np
from numpy.typing import NDArray

FILE = "model.safetensors"
Weights = Mapping[str, NDArray[np.float32]]


def blended(before: Weights, after: Weights, share: float) -> dict[str, NDArray[np.float32]]:
    """Each tensor: `share` of it as it is after, the rest as it was before."""
    return {
        name: ((1 - share) * before[name] + share * tensor).astype(tensor.dtype)
        for name, tensor in after.items()
    }


def write_blend(before: Path, after: Path, share: float, target: Path) -> None:
    """Copy the model folder `after` with blended weights."""
    from safetensors.numpy import load_file, save_file

    copytree(after, target, dirs_exist_ok=True)
    weights = blended(load_file(before / FILE), load_file(after / FILE), share)
    save_file(weights, target / FILE, metadata={"format": "pt"})
