"""What candidates did before, beside what they say: with like needs, and with given partners.

The works behind credible statements stand for the need, each as like it as the statement that fits
best. With those of the partners they make a small past, which is ranked as any other is
(kg/query/ranking); so an answer costs as much as it has hits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.projection.columns import Indices, Texts
from kg.projection.projection import UNKNOWN, Projection
from kg.query.deeds import Deeds, reason
from kg.query.features import Offer, shortened
from kg.query.fit import FULL, NOTHING
from kg.query.ranking.features import measured
from kg.query.ranking.incidence import Incidence, Rows, Scores
from kg.query.ranking.past_work import Asked, PastWork
from kg.query.ranking.weights import PastWeights

# Against a must: on projects of the past, of which nothing but the text was known, the first member
# stood at an MRR of .164 without, .185 at .1, .190 at .2 and .199 at 1. Statements stay decisive.
PAST = 0.2
# Who names partners asks for it.
BESIDE_PARTNERS = 0.5
# Of more works like the need the further ones hardly add anything.
MOST_WORKS = 200
CITED_WORKS = 3

Offers = Mapping[int, Mapping[str, Offer]]


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

    def score(self, organisation: int) -> float:
        """What the past of somebody who has an offer adds, against a must."""
        place = self._place(organisation)
        return sum(w * float(self.values[name][place]) for name, w in self.weights.items())

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

    def _shared(self, column: Texts, place: int) -> tuple[str, int]:
        own = column[int(self.organisations[place])]
        same = (column[int(self.organisations[p])] == own for p in self.asked.partners)
        return own, sum(same)

    def _evidence(self, works: Rows) -> tuple[str, ...]:
        ids = self.projection.evidence.ids
        # Ties between organisations come after all evidence and are none.
        shown = [int(row) for row in self.works[works] if row < len(ids)]
        return tuple(ids[row] for row in shown[:CITED_WORKS])


def look_back(
    projection: Projection, offers: Offers, partners: Sequence[int], weights: PastWeights
) -> LookedBack | None:
    """The past of all who have offers, for the need and beside partners; None where there is none.

    Offers and partners are rows of organisations in the read model.
    """
    likeness = _likeness(projection, offers)
    works = _sorted([*likeness], *(projection.works.own[p] for p in partners))
    if not len(works) or not offers:
        return None
    members = [projection.works.members[int(work)] for work in works]
    seats = _sorted([*offers], partners, *members)
    asked = Asked(
        _past(projection, works, seats, partners),
        np.array([likeness.get(int(work), 0.0) for work in works], dtype=np.float32),
        partners=tuple(map(int, np.searchsorted(seats, partners))),
    )
    values = measured(asked)
    return LookedBack(projection, asked, works, seats, values, _importances(weights, asked, values))


def _importances(
    weights: PastWeights, asked: Asked, values: Mapping[str, Scores]
) -> dict[str, float]:
    """The learned weights, as shares of what the past weighs at all; needs have no theme."""
    own = weights.of(with_partners=bool(asked.partners))
    all_of_it = BESIDE_PARTNERS if asked.partners else PAST
    told = {name: own.get(name, 0.0) for name, scores in values.items() if scores.any()}
    total = sum(told.values())
    return {name: all_of_it * weight / total for name, weight in told.items() if weight > 0}


def _likeness(projection: Projection, offers: Offers) -> dict[int, float]:
    """The works behind the offers with how like the need each is, the best so many."""
    fits = [fit for by_need in offers.values() for offer in by_need.values() for fit in offer.fits]
    capabilities = np.fromiter((fit.capability for fit in fits), dtype=np.int64)
    values = np.fromiter((fit.value for fit in fits), dtype=np.float64)
    rests_on = projection.capabilities.evidence
    begins, ends = rests_on.offsets[capabilities], rests_on.offsets[capabilities + 1]
    entries = np.repeat(begins, ends - begins) + _counted(ends - begins)
    works, values = rests_on.values[entries], np.repeat(values, ends - begins)
    # Best first, ties by row; the first of each work is what it is worth.
    order = np.lexsort((works, -values))
    order = order[projection.works.texts[works[order]] != UNKNOWN]
    _, firsts = np.unique(works[order], return_index=True)
    best = order[np.sort(firsts)[:MOST_WORKS]]
    return {int(works[n]): NOTHING + float(values[n]) * (FULL - NOTHING) for n in best}


def _counted(lengths: Rows) -> Rows:
    """0, 1, 2, … anew for each of the lengths."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _past(projection: Projection, works: Rows, seats: Rows, partners: Sequence[int]) -> PastWork:
    """Some works as a past of their own, in which organisations are numbered by `seats`."""
    texts, columns = projection.works.texts[works], projection.organisations
    vectors = projection.statements.vectors.exact[np.maximum(texts, 0)]
    places = np.searchsorted(seats, partners)
    own = {
        int(place): projection.works.own[row] for place, row in zip(places, partners, strict=True)
    }
    is_compared = len(partners) > 0
    return PastWork(
        np.where((texts == UNKNOWN)[:, None], np.float32(0), vectors),
        None,
        _links({n: projection.works.members[int(w)] for n, w in enumerate(works)}, works, seats),
        _links(own, seats, works),
        np.diff(projection.works.own.offsets)[seats],
        np.full(len(works), UNKNOWN),
        _codes(columns.kinds, seats, needed=is_compared),
        _codes(columns.countries, seats, needed=is_compared),
    )


def _links(found: Mapping[int, Indices], rows: Rows, columns: Rows) -> Incidence:
    """Some rows' links as places among `columns`."""
    pairs = [(row, place) for row, to in found.items() for place in np.searchsorted(columns, to)]
    return Incidence.of(np.array(pairs, dtype=np.int64), len(rows), len(columns))


def _codes(column: Texts, seats: Rows, *, needed: bool) -> Rows:
    """Numbers that tell values apart."""
    if not needed:
        return np.full(len(seats), UNKNOWN)
    names = [column[int(row)] for row in seats]
    known = {name: code for code, name in enumerate(sorted({*names} - {""}))}
    return np.array([known.get(name, UNKNOWN) for name in names], dtype=np.int64)


def _sorted(*rows: Sequence[int] | Rows | Indices) -> Rows:
    return np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in rows]))
