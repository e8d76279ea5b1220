"""Encoders and the read model."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.embed.cache import VectorCache
from kg.embed.card import is_exported
from kg.embed.encoder import Encoder
from kg.projection.build import Builder
from kg.projection.current import CurrentProjection
from kg.projection.projection import Projection
from kg.projection.words import Words
from kg.query.feedback.current import CurrentFeedback
from kg.settings import SHIPPED_MODEL
from kg.wiring.graph import GraphServices, Say

if TYPE_CHECKING:
    from kg.query.ranking.training_data import History


TALK_EVERY_SECONDS = 1.0
TALK_EVERY_SHARE = 0.1


class ModelServices(GraphServices):
    """Encoders, and the read model of the graph."""

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name."""
        if self.settings.model == SHIPPED_MODEL:
            return self.shipped_encoder
        if is_exported(Path(self.settings.model)):
            from kg.embed.onnx import OnnxEncoder

            return OnnxEncoder(Path(self.settings.model))
        from kg.embed.transformer import TransformerEncoder

        return TransformerEncoder(self.settings.model)

    @cached_property
    def shipped_encoder(self) -> Encoder:
        """The encoder of this package."""
        from kg.embed.onnx import OnnxEncoder

        with resources.as_file(resources.files("kg.embed") / "model") as folder:
            return OnnxEncoder(folder)

    @cached_property
    def words(self) -> Words:
        """How texts are split into words."""
        return Words()

    @cached_property
    def feedback(self) -> CurrentFeedback:
        """The feedback in force, as of the read model that was asked for last."""
        return CurrentFeedback(self.feedback_log, self.catalogue.judged_same)

    def projection(self) -> Projection:
        """The read model of the graph as it is now, built when there is none yet."""
        state = self._whole_state()
        self.feedback.follow(state)
        return self._read_model.at(state)

    def projection_anew(self) -> Projection:
        """The read model, built whole whatever lies on disk."""
        return self._read_model.anew(self._whole_state())

    @cached_property
    def _read_model(self) -> CurrentProjection:
        vectors = VectorCache(self._home() / "vectors", self.encoder)
        builder = Builder(
            self.catalogue,
            vectors.vectors,
            self.encoder.model_id,
            self.words,
            lambda texts: vectors.fill(texts, Tally(self._say, "embedding")),
        )
        return CurrentProjection(self._projections, builder, self.catalogue.state, self._say)

    def history(self, folder: Path) -> "History":
        """Past projects of a folder, with what their texts mean."""
        from kg.query.ranking.training_data import read_history

        return read_history(folder, self._embed(self.encoder), Words())

    def _embed(self, encoder: Encoder) -> Callable[[Sequence[str]], NDArray[np.float32]]:
        vectors = VectorCache(self._home() / "vectors", encoder)
        return lambda texts: vectors.vectors(texts, Tally(self._say, "embedding"))


class Tally:
    """Says how many texts are done, sparingly: what is done within a second needs no talk."""

    def __init__(self, say: Say, what: str) -> None:
        self._say, self._what = say, what
        self._said_at, self._said = time.monotonic(), 0

    def __call__(self, done: int, total: int) -> None:
        is_early = time.monotonic() - self._said_at < TALK_EVERY_SECONDS
        if is_early or (done - self._said < TALK_EVERY_SHARE * total and done < total):
            return
        self._say(f"{self._what}: {done:,} of {total:,} texts")
        self._said_at, self._said = time.monotonic(), done
