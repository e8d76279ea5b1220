"""What candidates did before, beside what they say: with like needs, and with given partners.

The works behind credible statements stand for the need, each as like it as the statement that fits
best. With those of the partners they make a small past, which is ranked as any other is
(kg/query/ranking); so an answer costs as much as it has hits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.projection.columns import Indices
from kg.projection.projection import UNKNOWN, Floats, Projection
from kg.query.deeds import Deeds, reason
from kg.query.features import shortened
from kg.query.fit import Fits
from kg.query.ranking.features import measured
from kg.query.ranking.incidence import Incidence, Rows, Scores
from kg.query.ranking.past_work import Asked, PastWork
from kg.query.ranking.weights import PastWeights
from kg.query.statements import FULL, NOTHING

# Against a must: on projects of the past, of which nothing but the text was known, the first member
# stood at an MRR of .164 without, .185 at .1, .190 at .2 and .199 at 1. Statements stay decisive.
PAST = 0.2
# Beside all other partners the one who was missing stood at .045 without, .073 at .3, .080 at .5
# and .082 at 1.
BESIDE_PARTNERS = 0.5
# Of more works like the need the further ones hardly add anything.
MOST_WORKS = 200
CITED_WORKS = 3


@dataclass(frozen=True, slots=True)
class PastFinding:
    """What a feature of the past says of somebody, with the ids of the evidence for it."""

    name: str
    value: float
    weight: float
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedBack:
    """The past of candidates for one need.

    `works` and `organisations` are the rows of the read model that the rows of `asked` stand for.
    The weights are against a must.
    """

    projection: Projection
    asked: Asked
    works: Rows
    organisations: Rows
    values: Mapping[str, Scores]
    weights: Mapping[str, float]

    @property
    def importance(self) -> float:
        """What the past weighs against a must."""
        return sum(self.weights.values())

    def scores(self, organisations: Rows) -> Floats:
        """What the past of organisations that have offers adds, against a must."""
        places = np.searchsorted(self.organisations, organisations)
        scores = np.zeros(len(organisations))
        for name, weight in self.weights.items():
            scores += weight * self.values[name][places].astype(np.float64)
        return scores

    def findings(self, organisation: int, total: float) -> tuple[PastFinding, ...]:
        """What each feature says of somebody who has an offer, where all weights are `total`."""
        place = self._place(organisation)
        like, joint = self._works(place)
        deeds = self._deeds(place, like, joint)
        return tuple(
            PastFinding(
                name,
                float(self.values[name][place]),
                weight / total,
                reason(name, deeds),
                self._evidence(like if name == "like work" else joint),
            )
            for name, weight in self.weights.items()
        )

    def _place(self, organisation: int) -> int:
        return int(np.searchsorted(self.organisations, organisation))

    def _works(self, place: int) -> tuple[Rows, Rows]:
        """The works of an organisation that are like the need, and those with the partners.

        Those most like the need come first.
        """
        past, likeness = self.asked.past, self.asked.likeness
        own = np.repeat(np.arange(len(self.works)), past.members.counts)
        own = own[past.members.columns == place]
        own = own[np.argsort(-likeness[own], kind="stable")]
        joint = np.concatenate([np.zeros(0, int), *(past.projects[p] for p in self.asked.partners)])
        return own[likeness[own] > 0], own[np.isin(own, joint)]

    def _deeds(self, place: int, like: Rows, joint: Rows) -> Deeds:
        columns = self.projection.organisations
        partners = {
            columns.names[int(self.organisations[p])]: np.isin(self.asked.past.projects[p], joint)
            for p in self.asked.partners
        }
        return Deeds(
            len(like),
            self._text(like[0]) if len(like) else "",
            {name: int(shared.sum()) for name, shared in partners.items() if shared.any()},
            len(self.asked.partners),
            self._shared(columns.countries, place),
            self._shared(columns.kinds, place),
        )

    def _text(self, work: int) -> str:
        statement = int(self.projection.works.texts[self.works[work]])
        return shortened(self.projection.statements.texts[statement])

    def _shared(self, column: Sequence[str], place: int) -> tuple[str, int]:
        own = column[int(self.organisations[place])]
        same = (column[int(self.organisations[p])] == own for p in self.asked.partners)
        return own, sum(same)

    def _evidence(self, works: Rows) -> tuple[str, ...]:
        ids = self.projection.evidence.ids
        # Ties between organisations come after all evidence and are none.
        shown = [int(row) for row in self.works[works] if row < len(ids)]
        return tuple(ids[row] for row in shown[:CITED_WORKS])


def look_back(
    projection: Projection, fits: Sequence[Fits], partners: Sequence[int], weights: PastWeights
) -> LookedBack | None:
    """The past of all who have offers, for the need and beside partners; None where there is none.

    `fits` are the offers for each requirement, partners are rows of organisations.
    """
    works = projection.works
    like, likeness = _like(projection, fits)
    rows = _sorted(like, *(works.own[p] for p in partners))
    offering = [own.organisations for own in fits]
    if not len(rows) or not any(map(len, offering)):
        return None
    members, _ = works.members.spread(rows)
    seats = _sorted(partners, members, *offering)
    alike = np.zeros(len(rows), dtype=np.float32)
    alike[np.searchsorted(rows, like)] = likeness
    given = tuple(map(int, np.searchsorted(seats, partners)))
    asked = Asked(_past(projection, rows, seats, partners), alike, partners=given)
    values = measured(asked)
    return LookedBack(projection, asked, rows, seats, values, _importances(weights, asked, values))


def _importances(
    weights: PastWeights, asked: Asked, values: Mapping[str, Scores]
) -> dict[str, float]:
    """The learned weights, as shares of what the past weighs at all; needs have no theme."""
    own = weights.of(with_partners=bool(asked.partners))
    all_of_it = BESIDE_PARTNERS if asked.partners else PAST
    told = {name: max(own.get(name, 0.0), 0.0) for name, found in values.items() if found.any()}
    total = sum(told.values())
    return {name: all_of_it * weight / total for name, weight in told.items() if weight}


def _like(projection: Projection, fits: Sequence[Fits]) -> tuple[Rows, Floats]:
    """The works behind offers that are most like the need, and how like it each is."""
    capabilities = np.concatenate([np.zeros(0, np.int32), *(own.capabilities for own in fits)])
    values = np.concatenate([np.zeros(0), *(own.values for own in fits)])
    works, places = projection.capabilities.evidence.spread(capabilities)
    is_work = projection.works.texts[works] != UNKNOWN
    works, values = works[is_work].astype(np.int64), values[places[is_work]]
    # Best first, ties by row; the first of each work is what it is worth.
    order = np.lexsort((works, -values))
    _, firsts = np.unique(works[order], return_index=True)
    best = order[np.sort(firsts)[:MOST_WORKS]]
    return works[best], NOTHING + values[best] * (FULL - NOTHING)


def _past(projection: Projection, works: Rows, seats: Rows, partners: Sequence[int]) -> PastWork:
    """Some works as a past of their own, in which organisations are numbered by `seats`."""
    texts, columns = projection.works.texts[works], projection.organisations
    vectors = projection.statements.vectors.exact[np.maximum(texts, 0)]
    places = np.searchsorted(seats, partners)
    own, of_partners = projection.works.own.spread(np.asarray(partners, dtype=np.int64))
    members, of_works = projection.works.members.spread(works)
    is_compared = len(partners) > 0
    return PastWork(
        np.where((texts == UNKNOWN)[:, None], np.float32(0), vectors),
        None,
        _links(of_works, np.searchsorted(seats, members), works, seats),
        _links(places[of_partners], np.searchsorted(works, own), seats, works),
        np.diff(projection.works.own.offsets)[seats],
        np.full(len(works), UNKNOWN),
        _codes(columns.kinds, seats, needed=is_compared),
        _codes(columns.countries, seats, needed=is_compared),
    )


def _links(rows: Rows, columns: Rows, height: Rows, width: Rows) -> Incidence:
    """Links between places in two columns."""
    return Incidence.of(np.column_stack((rows, columns)), len(height), len(width))


def _codes(column: Sequence[str], seats: Rows, *, needed: bool) -> Rows:
    """Numbers that tell values apart."""
    if not needed:
        return np.full(len(seats), UNKNOWN)
    names = [column[int(row)] for row in seats]
    known = {name: code for code, name in enumerate(sorted({*names} - {""}))}
    return np.array([known.get(name, UNKNOWN) for name in names], dtype=np.int64)


def _sorted(*rows: Sequence[int] | Rows | Indices) -> Rows:
    return np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in rows]))
