"""The page of one pair of regions: who carries its links, who bridges it, what breaks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.errors import NotFoundError, UsageError
from kg.projection.network.reader import COUNTRY_LETTERS, NetworkReader
from kg.query.links.answer import answer_of, counted_links, understood
from kg.query.links.bridges import Bridge, bridges
from kg.query.links.codes import named_region
from kg.query.links.found import LinkedPair, LinksAnswer
from kg.query.links.participants import Step, departures, joined_links, losses
from kg.query.links.question import LEVELS, LinkQuestion

# After this many have left little is learned from one more.
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation of one of both regions: the links it takes part in, and loses alone."""

    organisation: int
    region: str
    links: int
    lost: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair: its measures, everybody who takes part, and what breaks as they leave.

    `participants` come with whoever takes most along first; `firms` of them are firms.
    """

    answer: LinksAnswer
    pair: LinkedPair
    participants: tuple[Participant, ...]
    firms: int
    bridges: tuple[Bridge, ...]
    departures: tuple[Step, ...]


class PairReader:
    """Looks at single pairs of regions."""

    def __init__(self, network: Callable[[], NetworkReader]) -> None:
        self._network = network

    def read(self, first: str, second: str, question: LinkQuestion) -> PairPage:
        """The page of a pair, by codes of one level, whatever level the question has.

        Raises UsageError for two codes of different levels or for one and the same region,
        NotFoundError for a region that nobody knows and for two that nothing links.
        """
        reader = self._network()
        codes = [named_region(reader, given, max(LEVELS)) or "" for given in (first, second)]
        asked = understood(reader, _asked(codes, question))
        table, scope = counted_links(reader, asked)
        answer = answer_of(reader, asked, table, scope)
        pair = next((p for p in answer.pairs if [p.first, p.second] == codes), None)
        if pair is None:
            raise NotFoundError(
                f"nothing that is known links {codes[0]} and {codes[1]} in this way; next step: "
                f"kg regions links --region {codes[0]} --level {asked.level}"
            )
        row = table.row_of(*codes)
        links = joined_links(reader, table, scope, row)
        part = Counter(o for link in links for o in link.everybody)
        lost = losses(links)
        participants = sorted(
            (Participant(o, table.codes[scope.seats[o]], n, lost[o]) for o, n in part.items()),
            key=lambda p: (-p.lost, -p.links, p.organisation),
        )
        are_firms = reader.are_firms()
        return PairPage(
            answer,
            pair,
            tuple(participants),
            sum(bool(are_firms[p.organisation]) for p in participants),
            tuple(bridges(reader, scope, asked.types, links)),
            tuple(departures(links, MOST_STEPS)),
        )


def _asked(codes: list[str], question: LinkQuestion) -> LinkQuestion:
    levels = [len(code) - COUNTRY_LETTERS for code in codes]
    if levels[0] != levels[1]:
        raise UsageError(
            f"{codes[0]} is of level {levels[0]} and {codes[1]} of level {levels[1]}; name two "
            "regions of one level"
        )
    if codes[0] == codes[1]:
        raise UsageError(
            f"{codes[0]} is named twice; for what is inside it: kg regions links --region "
            f"{codes[0]} --within"
        )
    return replace(
        question, level=levels[0], start=codes[0], end=codes[1], region=None, within=False
    )
