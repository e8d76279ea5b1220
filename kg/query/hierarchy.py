"""Competencies by which somebody may fit a requirement: those meant, those below, those above.

Who does what is narrower does what is asked ("TIG welding" for "arc welding"); who states only what
is broader may do it. So the one counts fully, and the other in part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import CompetencyMatch
from kg.projection.projection import Competencies

# How much of the confidence goes to who states what is broader by one step; more steps say nothing.
BROADER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Bearing:
    """A competency that counts for a requirement since `match` is meant.

    `confidence` says how much; `relation` is narrower or broader, or empty for the one meant.
    """

    row: int
    match: CompetencyMatch
    confidence: float
    relation: str = ""

    def told(self, names: Sequence[str]) -> tuple[CompetencyMatch, str, str]:
        """What is meant; and if another one is stated, which, and how it stands to that."""
        return self.match, names[self.row] if self.relation else "", self.relation


def bearings(
    columns: Competencies, matches: Sequence[CompetencyMatch], sure: float
) -> dict[int, Bearing]:
    """By row each competency with the most that it counts; what is meant comes before its kin.

    Of what is meant less surely than `sure`, nothing is taken but itself.
    """
    found: dict[int, Bearing] = {}
    rows = [(columns.ids.find(match.id), match) for match in matches]
    own = [Bearing(row, match, match.confidence) for row, match in rows if row is not None]
    near = [kin for each in own if each.confidence >= sure for kin in _kin(columns, each)]
    for bearing in (*own, *near):
        before = found.get(bearing.row)
        if before is None or before.confidence < bearing.confidence:
            found[bearing.row] = bearing
    return found


def _kin(columns: Competencies, meant: Bearing) -> Iterator[Bearing]:
    """All that is narrower, and what is broader by one step."""
    seen, ahead = {meant.row}, [meant.row]
    while ahead:
        below = {int(row) for each in ahead for row in columns.narrower[each]} - seen
        seen |= below
        ahead = sorted(below)
        for row in ahead:
            yield Bearing(row, meant.match, meant.confidence, "narrower")
    for row in map(int, columns.broader[meant.row]):
        if row not in seen:
            yield Bearing(row, meant.match, BROADER_SHARE * meant.confidence, "broader")
