"""Keeps what a comparison of all organisations found until somebody has judged it.

The file lies beside the graph, since it can be made again at any time: `kg resolve find`.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

from kg.errors import StateError
from kg.ingest.resolution.pair import Clue, Comparison, Outcome
from kg.model import Judgement

# By how many bits a comparison must have changed for a judged pair to be asked again: the odds are
# then sixteen times what they were, which one name or place less cannot do, and an identifier can.
MATERIAL_BITS = 4.0
# What the weights and the words of comparisons lie in, beside this file.
TABLES = ".toml"


@dataclass(frozen=True, slots=True)
class Proposals:
    """The pairs that may be one, of a graph at a revision."""

    revision: int
    weights_version: str
    organisations: int
    comparisons: tuple[Comparison, ...]


def weights_version() -> str:
    """What tells the tables by which pairs are compared from those of other versions."""
    folder = resources.files("kg.ingest.resolution")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(TABLES)), key=lambda f: f.name)
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:8]


def keep(file: Path, proposals: Proposals) -> None:
    """Writes proposals in place of those that are there; only their owner may read them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    with open(part, "w", encoding="utf-8", opener=_private) as stream:
        head = {
            "revision": proposals.revision,
            "weights": proposals.weights_version,
            "organisations": proposals.organisations,
        }
        stream.write(json.dumps(head) + "\n")
        lines = (json.dumps(asdict(found), ensure_ascii=False) for found in proposals.comparisons)
        stream.writelines(f"{line}\n" for line in lines)
    part.replace(file)


def read(file: Path) -> Proposals:
    """The proposals that were kept; raises StateError where there are none."""
    try:
        with file.open(encoding="utf-8") as stream:
            head = json.loads(next(stream))
            found = tuple(_comparison(json.loads(line)) for line in stream)
        return Proposals(head["revision"], head["weights"], head["organisations"], found)
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise StateError(
            "the organisations of this graph were not compared yet; next step: kg resolve find"
        ) from error


def is_reopened(judgement: Judgement, comparison: Comparison) -> bool:
    """Whether a comparison has changed so much since a judgement that the pair is asked again.

    What was judged different is asked when more speaks for one organisation than then, what was
    left unsure when anything has changed; what is the same is one and not compared any more.
    """
    if judgement.weight is None or judgement.verdict == "same":
        return False
    change = sum(clue.weight for clue in comparison.clues) - judgement.weight
    is_less_likely = judgement.verdict == "unsure" and change <= -MATERIAL_BITS
    return change >= MATERIAL_BITS or is_less_likely


def _comparison(line: dict[str, object]) -> Comparison:
    clues = line["clues"]
    assert isinstance(clues, list)  # noqa: S101  # it was written so
    outcome: Outcome = line["outcome"]  # type: ignore[assignment]  # it was written so
    return Comparison(
        str(line["left"]),
        str(line["right"]),
        float(str(line["probability"])),
        outcome,
        tuple(Clue(**clue) for clue in clues),
    )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
