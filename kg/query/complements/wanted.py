"""What the work of an organisation demands: of its value chains, opportunities and past work."""

from dataclasses import dataclass
from enum import StrEnum

from kg.query.complements.holders import Holders

# A stage of a chain in which an organisation could take part and does not, and a requirement that
# is only wished for, count half of what is sure.
UNSURE = 0.5


class Kind(StrEnum):
    """Where a demand comes from, as answers call it."""

    CHAIN = "value chain"
    OPPORTUNITY = "opportunity"
    PAST = "past work"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is demanded, by whatever of `competencies` (rows), and who holds it.

    It is a part of `whole`: a value chain, an opportunity, or past work. `why` says of past work
    how it came up. `records` and `evidence` are ids of what states it. `importance` is in 0..1.
    """

    kind: Kind
    id: str
    text: str
    whole: str
    whole_name: str
    competencies: tuple[int, ...]
    importance: float
    holders: Holders
    records: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wants:
    """All that is demanded of an organisation, parted by whether it holds it."""

    held: tuple[Wanted, ...]
    lacked: tuple[Wanted, ...]

    @property
    def wholes(self) -> dict[str, list[Wanted]]:
        """The demands of each value chain and opportunity, by its id."""
        found: dict[str, list[Wanted]] = {}
        for wanted in (*self.held, *self.lacked):
            if wanted.kind is not Kind.PAST:
                found.setdefault(wanted.whole, []).append(wanted)
        return found


def part_wants(wanted: list[Wanted], organisation: int) -> Wants:
    """Demands, each once, parted by whether an organisation holds them."""
    once: dict[str, Wanted] = {}
    for each in wanted:
        once.setdefault(each.id, each)
    held = tuple(each for each in once.values() if each.holders.has(organisation))
    lacked = tuple(each for each in once.values() if not each.holders.has(organisation))
    return Wants(held, lacked)
