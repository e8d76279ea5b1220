"""The facts that travel with an ONNX model folder: where it is from and whether it is whole."""

import json
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import InputError, NotFoundError

CARD = "model.json"
WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"

SHIPPED_FOLDER = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Quality:
    """What a benchmark measured for one variant of a model on one set of sentences.

    `mrr` and `rp10` are means over sentences: reciprocal rank of the first right label, and the
    share of right labels among the first ten.
    """

    variant: str
    sentences: str
    mrr: float
    rp10: float


@dataclass(frozen=True, slots=True)
class Training:
    """What a model learned after it was published, and how that was judged.

    `share` is that of the learned weights in the mean with the published ones.
    """

    data: str
    notice: str
    pairs: int
    steps: int
    minutes: float
    seed: int
    share: float
    verdict: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Name, origin, hashes and sizes of a model; hashes are sha256 in hexadecimal."""

    name: str
    source: str
    licence: str
    made: str
    dimensions: int
    max_tokens: int
    source_sha256: str
    model_sha256: str
    tokenizer_sha256: str
    quality: tuple[Quality, ...] = field(default=())
    training: Training | None = None

    @property
    def model_id(self) -> str:
        """Name and a short hash of everything that decides the vectors."""
        parts = f"{self.model_sha256} {self.tokenizer_sha256} {self.max_tokens}"
        return f"{self.name}-{sha256(parts.encode()).hexdigest()[:12]}"

    def to_json(self) -> str:
        """The text of `model.json`."""
        values = {"model_id": self.model_id, **asdict(self)}
        if self.training is None:
            del values["training"]
        return json.dumps(values, indent=2) + "\n"


def read_card(folder: Path) -> ModelCard:
    """Read `model.json` of a model folder.

    Raises NotFoundError where there is none and InputError where it cannot be read as a card.
    """
    path = folder / CARD
    if not path.is_file():
        raise NotFoundError(f"no model in {folder} ({CARD} is missing); {_remedy(folder)}")
    try:
        return _card(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is damaged ({error}); {_remedy(folder)}") from error


def is_exported(folder: Path) -> bool:
    """Whether a folder was made by `kg model export` or `kg model train`."""
    return (folder / CARD).is_file() and (folder / WEIGHTS).is_file()


def read_checked(folder: Path, name: str, expected_sha256: str) -> bytes:
    """The bytes of a model file, checked, so that what was checked is also what gets loaded.

    Raises InputError where the file is missing or its sha256 is another one.
    """
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; {_remedy(folder)}") from error
    if sha256(content).hexdigest() != expected_sha256:
        raise InputError(f"{path} is damaged; {_remedy(folder)}")
    return content


def _card(values: dict[str, Any]) -> ModelCard:
    optional = {"quality", "training"}
    known = {f.name: values[f.name] for f in fields(ModelCard) if f.name not in optional}
    quality = tuple(Quality(**row) for row in values.get("quality", ()))
    training = Training(**values["training"]) if "training" in values else None
    card = ModelCard(**known, quality=quality, training=training)
    if not all(isinstance(number, int) for number in (card.dimensions, card.max_tokens)):
        raise TypeError("dimensions and max_tokens must be whole numbers")
    return card


def _remedy(folder: Path) -> str:
    return f"try: reinstall, or kg model export --to {folder}"
