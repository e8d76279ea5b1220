"""What organisations do, as vectors: by the trades of their competencies, and by NACE."""

from collections.abc import Mapping, Sequence

import numpy as np

from kg.projection.projection import Projection, parts
from kg.query.clusters.graph import Floats

# The first and last division of each section of NACE Rev. 2 (Regulation (EC) No 1893/2006).
SECTIONS = (
    (1, 3), (5, 9), (10, 33), (35, 35), (36, 39), (41, 43), (45, 47), (49, 53), (55, 56), (58, 63),
    (64, 66), (68, 68), (69, 75), (77, 82), (84, 84), (85, 85), (86, 88), (90, 93), (94, 96),
    (97, 98), (99, 99),
)  # fmt: skip
DIVISION_SIGNS = 2
# Of NACE half of the likeness is told by the section, half by the division.
HALF = np.sqrt(0.5)


def competency_vectors(projection: Projection, groups: Mapping[str, str]) -> Floats:
    """How often each organisation states a competency of each sector group, as unit vectors."""
    names = {name: place for place, name in enumerate(sorted(set(groups.values())))}
    column = [names.get(groups.get(id_, ""), -1) for id_ in projection.competencies.ids]
    places = np.array(column, dtype=np.int64)
    stated = projection.capabilities.competencies
    owners = projection.capabilities.organisation[stated.owners]
    of_group = places[stated.values] if len(places) else np.empty(0, np.int64)
    kept = of_group >= 0
    found = np.zeros((len(projection.organisations.ids), max(len(names), 1)))
    np.add.at(found, (owners[kept], of_group[kept]), 1.0)
    lengths = np.sqrt((found * found).sum(axis=1, keepdims=True))
    return np.asarray(found / np.where(lengths, lengths, 1))


def nace_vectors(sectors: Sequence[str]) -> Floats:
    """Divisions and sections of NACE codes; the product of two is 1 for one division each."""
    # Many organisations share what they do, so each different one is read once.
    different = {text: number for number, text in enumerate(dict.fromkeys(sectors))}
    table = np.zeros((max(len(different), 1), 100 + len(SECTIONS)))
    for text, number in different.items():
        codes = [int(c[:DIVISION_SIGNS]) for c in parts(text) if c[:DIVISION_SIGNS].isdecimal()]
        for division in codes:
            table[number, division] += HALF / len(codes)
            section = _section(division)
            if section is not None:
                table[number, 100 + section] += HALF / len(codes)
    return table[np.fromiter((different[text] for text in sectors), np.int64, len(sectors))]


def _section(division: int) -> int | None:
    found = (n for n, (first, last) in enumerate(SECTIONS) if first <= division <= last)
    return next(found, None)
