"""The default encoder: ONNX Runtime, no PyTorch, nothing fetched."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.embed.card import SHIPPED_FOLDER, TOKENIZER, WEIGHTS, read_card, read_checked

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

# Texts that are tokenised together and sorted by length: enough to fill batches of equal length,
# few enough that memory does not grow with the number of texts.
WINDOW = 4096
# Padded tokens in one run. 512 gave 694 texts/s where 4,096 gave 543 (one thread, short labels),
# and 64 texts of full length raised memory by 9 MB (4,096: about 150 MB).
TOKENS_PER_BATCH = 512
# What a run costs by itself, in tokens (2 to 3 ms, where a token takes .25): padding beyond that is
# dearer than another run. A need in eight parts took two fifths less.
TOKENS_OF_A_RUN = 12
# A need in five parts takes two thirds of the time with two threads; the texts are too short for
# more.
MOST_THREADS = 2
# 256 tokens are rarely more than 2,000 characters; the rest of a huge text would be tokenised
# only to be dropped. (Only a text that begins with this much white space is read differently.)
MAX_CHARACTERS = 16_384


class OnnxEncoder:
    """Encodes with the model in a folder made by `kg model export`.

    Texts are cut at the card's `max_tokens` (256). Raises NotFoundError for a folder without a
    model and InputError for a damaged one. `encode` may be called from several threads.
    """

    def __init__(self, folder: Path = SHIPPED_FOLDER) -> None:
        card = read_card(folder)
        self._card = card
        self._tokenizer = _tokenizer(
            read_checked(folder, TOKENIZER, card.tokenizer_sha256), card.max_tokens
        )
        self._session = _session(read_checked(folder, WEIGHTS, card.model_sha256))

    @property
    def model_id(self) -> str:
        """Name and hash of the model, its tokenizer and its limit."""
        return self._card.model_id

    @property
    def dimensions(self) -> int:
        """The length of every vector: 384 for the shipped model."""
        return self._card.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for texts, in their order: shape (n, d), rows of unit length."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), WINDOW):
            window = [_readable(text) for text in texts[start : start + WINDOW]]
            tokens = self._tokenizer.encode_batch(window)
            for rows in _batches([len(encoding) for encoding in tokens]):
                inputs = _padded([tokens[row] for row in rows])
                vectors[[start + row for row in rows]] = self._session.run(None, inputs)[0]
        return vectors


def _readable(text: str) -> str:
    # A lone surrogate (from a badly decoded file) is no text and cannot be tokenised.
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows in groups of similar length, each at most TOKENS_PER_BATCH when padded."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch:
            padding = (lengths[row] - lengths[batch[-1]]) * len(batch)
            is_full = lengths[row] * (len(batch) + 1) > TOKENS_PER_BATCH
            if is_full or padding > TOKENS_OF_A_RUN:
                yield batch
                batch = []
        batch.append(row)
    if batch:
        yield batch


def _padded(tokens: Sequence["Encoding"]) -> dict[str, NDArray[np.int64]]:
    shape = (len(tokens), max(len(encoding) for encoding in tokens))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, encoding in enumerate(tokens):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _tokenizer(content: bytes, max_tokens: int) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_buffer(content)
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def _session(content: bytes) -> Any:
    # The runtime would note a device id and events under the user's home; ours stays in KG_HOME.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(MOST_THREADS, len(os.sched_getaffinity(0)))
    options.inter_op_num_threads = 1
    # Several workers share the machine: a thread may wait for the next step at once, since steps
    # follow within microseconds, and sleeps between two runs.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
