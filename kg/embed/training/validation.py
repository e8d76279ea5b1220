"""The texts on which a model is chosen: annotated sentences, and concepts that are not learned."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.embed.training.esco import Concept
from kg.embed.training.measures import Questions
from kg.embed.training.pairs import is_held_out
from kg.errors import InputError

# Alternatives of a held-out concept that are asked for: more of them say the same again.
ASKED_OF_EACH = 3


@dataclass(frozen=True, slots=True)
class Validation:
    """Sets of sentences by name, and the alternatives of held-out concepts; rows of concepts."""

    sentences: Mapping[str, Questions]
    concepts: Questions

    @property
    def all_sentences(self) -> Questions:
        """The sentences of all sets."""
        return {text: rows for own in self.sentences.values() for text, rows in own.items()}


def read_validation(files: Sequence[Path], concepts: Sequence[Concept]) -> Validation:
    """Read files with the columns `sentence` and `label`; the name of a set is that of its file.

    Labels that ESCO does not have, such as LABEL NOT PRESENT, are left out, and sentences that have
    no other. Raises InputError for a file that says test in its name, since a model that was chosen
    by a test set cannot be measured on it any more, and for one without a usable sentence.
    """
    row_of = {_plain(concept.label): row for row, concept in reversed(list(enumerate(concepts)))}
    sets = {file.stem: _read(file, row_of) for file in files}
    return Validation(sets, held_out(concepts))


def held_out(concepts: Sequence[Concept]) -> Questions:
    """Alternatives of the concepts that are only measured."""
    return {
        other: (row,)
        for row, concept in enumerate(concepts)
        if is_held_out(concept)
        for other in concept.others[:ASKED_OF_EACH]
    }


def _read(file: Path, row_of: Mapping[str, int]) -> Questions:
    if "test" in file.stem.lower():
        raise InputError(
            f"{file} is a test set, and no model is chosen by one; try: its validation part"
        )
    found: dict[str, dict[int, None]] = {}
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if _plain(row["label"]) in row_of:
                    found.setdefault(row["sentence"], {})[row_of[_plain(row["label"])]] = None
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    except (KeyError, UnicodeError, csv.Error, AttributeError) as error:
        raise InputError(f"{file} has no columns sentence and label ({error})") from error
    if not found:
        raise InputError(f"{file} has no sentence with a label of ESCO")
    return {sentence: tuple(rows) for sentence, rows in found.items()}


def _plain(label: str) -> str:
    """Labels are compared without commas and case: some sets have lost theirs."""
    return " ".join(label.replace(",", " ").lower().split())
