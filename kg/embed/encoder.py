"""What every encoder offers to the rooms above: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their likeness."""

    @property
    def model_id(self) -> str:
        """Name and content hash; it changes whenever the vectors would."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for texts, in their order: shape (n, d), rows of unit length; (0, d) for none.

        The vector of a text does not depend on the texts beside it (to about 1e-6).
        """
