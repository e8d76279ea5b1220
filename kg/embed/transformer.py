"""Any sentence-transformers model that is already on this machine, instead of the shipped one."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError, NotFoundError, StateError


class TransformerEncoder:
    """Encodes with a sentence-transformers model, given as a folder or as the name of a stored one.

    Nothing is fetched. Raises StateError where the extra `transformers` is not installed,
    NotFoundError for an unknown name or folder, InputError for a model that cannot be loaded.
    """

    def __init__(self, name_or_folder: str | Path) -> None:
        self._model = _load(str(name_or_folder))
        self._model_id = f"{_short_name(str(name_or_folder))}-{_content_hash(self._model)}"
        self._dimensions = int(self._model.get_embedding_dimension())

    @property
    def model_id(self) -> str:
        """Name and hash of weights, modules, tokenizer, prompts and length limit."""
        return self._model_id

    @property
    def dimensions(self) -> int:
        """The length of every vector, as the model states it."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for texts, in their order: shape (n, d), rows of unit length."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        vectors = self._model.encode(
            readable, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _load(name: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise StateError(
            f"model {name!r} needs sentence-transformers, which is not installed; "
            "try: pip install 'virtual-cluster-kg[transformers]'"
        ) from error
    try:
        return SentenceTransformer(str(_stored(name)), device="cpu", local_files_only=True)
    # A model folder decides which code reads it, and each kind fails in its own way.
    except Exception as error:
        raise _refusal(name, error) from error


def _stored(name: str) -> Path:
    """The folder of a model. It is found here because sentence-transformers asks the network for
    names that it does not have, even when it is told to use local files only."""
    from huggingface_hub import snapshot_download

    if Path(name).is_dir():
        return Path(name)
    full_name = name if "/" in name else f"sentence-transformers/{name}"
    return Path(snapshot_download(full_name, local_files_only=True))


def _refusal(name: str, error: Exception) -> NotFoundError | InputError:
    folder = Path(name)
    if folder.is_dir() and any(folder.glob("*config.json")):
        cause = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return InputError(f"model {name!r} cannot be loaded: {cause}; try: copy the folder again")
    return NotFoundError(
        f"no model {name!r} on this machine, and none is fetched; "
        "try: the folder of a sentence-transformers model, or minilm-int8 (shipped)"
    )


def _short_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._]+", "-", Path(name).name).strip("-.") or "model"


def _content_hash(model: Any) -> str:
    """Twelve hexadecimal digits over all that decides the vectors, wherever it is stored."""
    import torch

    digest = sha256()
    for name, tensor in model.state_dict().items():
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    digest.update(f"{model} {model.max_seq_length}".encode())
    digest.update(f"{model.prompts} {model.default_prompt_name}".encode())
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is not None:
        digest.update(backend.to_str().encode())
    return digest.hexdigest()[:12]
