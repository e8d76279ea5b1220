"""Reads what the skill model learns from out of the archives of ESCO."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, NotFoundError

CLASSIFICATION = "*classification*csv*.zip"
RELATIONS = "*relations*csv*.zip"


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill of ESCO: its labels, what describes it, and the concepts directly above it."""

    uri: str
    label: str
    others: tuple[str, ...]
    description: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occupation:
    """What an occupation does, and the skills without which nobody can do it."""

    description: str
    essential: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Esco:
    """Skills and occupations, ordered by URI, and the labels of the groups above skills."""

    concepts: tuple[Concept, ...]
    occupations: tuple[Occupation, ...]
    groups: Mapping[str, str]


def read_esco(folder: Path) -> Esco:
    """Read the official English CSV export (v1.1), as its two archives lie in a folder.

    Raises NotFoundError where an archive is missing and InputError for one that is no such export.
    """
    classification, relations = _archive(folder, CLASSIFICATION), _archive(folder, RELATIONS)
    try:
        broader = _grouped(_rows(relations, "broaderRelationsSkillPillar.csv"), "broaderUri")
        essential = _grouped(
            (
                {"conceptUri": row["occupationUri"], **row}
                for row in _rows(relations, "occupationSkillRelations.csv")
                if row["relationType"] == "essential"
            ),
            "skillUri",
        )
        concepts = tuple(_concept(row, broader) for row in _rows(classification, "skills_en.csv"))
        occupations = {
            row["conceptUri"]: Occupation(row["description"], essential[row["conceptUri"]])
            for row in _rows(classification, "occupations_en.csv")
            if row["conceptUri"] in essential
        }
        groups = {
            row["conceptUri"]: row["preferredLabel"]
            for row in _rows(classification, "skillGroups_en.csv")
        }
    except (KeyError, csv.Error, UnicodeError, OSError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{folder} does not hold the CSV export of ESCO v1.1 in English ({error}); "
            "try: the archives as esco.ec.europa.eu gives them"
        ) from error
    return Esco(
        tuple(sorted(concepts, key=lambda concept: concept.uri)),
        tuple(occupations[uri] for uri in sorted(occupations)),
        groups,
    )


def _archive(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise NotFoundError(
            f"no {pattern} in {folder}; next step: download the English CSV export of ESCO v1.1 "
            "from esco.ec.europa.eu, classification and relations, and name its folder by --esco"
        )
    return found[0]


def _rows(archive: Path, name: str) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(archive) as packed, packed.open(name) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8"))


def _grouped(rows: Iterator[dict[str, str]], value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row["conceptUri"]][row[value]] = None
    return {key: tuple(values) for key, values in found.items()}


def _concept(row: Mapping[str, str], broader: Mapping[str, tuple[str, ...]]) -> Concept:
    label = " ".join(row["preferredLabel"].split())
    others = (" ".join(other.split()) for other in row["altLabels"].splitlines())
    return Concept(
        row["conceptUri"],
        label,
        tuple(dict.fromkeys(other for other in others if other and other != label)),
        " ".join((row["definition"] or row["description"]).split()),
        broader.get(row["conceptUri"], ()),
    )
