"""Finds the regions that one should talk to: about all that it lacks, or about one need."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.errors import NotFoundError, UsageError
from kg.projection.columns import Indices
from kg.projection.network.reader import COUNTRY_LETTERS, FIRM, NetworkReader
from kg.projection.projection import UNKNOWN, Projection
from kg.query.complements.score import grown
from kg.query.match import Matcher, MatchRequest
from kg.query.potential.answer import (
    Found,
    PartnerRegion,
    PartnersAnswer,
    PartnersQuestion,
    Reason,
    RegionName,
)
from kg.query.potential.pairs import Lacked, PairFinder, Ties
from kg.query.potential.score import Wants, scores, wants
from kg.query.potential.specialisation import Floats, Specialisation, specialisation
from kg.query.potential.wholes import Whole, WholeReader
from kg.query.region_filter import find_region

# Reasons that are told of a partner, wholes of each, and who is asked about a need.
REASONS, WHOLES, MOST_PARTNERS = 5, 3, 100
DIGITS = 9


@dataclass(frozen=True, slots=True)
class PotentialFinder:
    """Finds regions that complete one; the matcher answers what is asked in words."""

    wholes: WholeReader
    matcher: Matcher

    def find(
        self,
        question: PartnersQuestion,
        projection: Projection,
        network: NetworkReader,
        today: dt.date,
    ) -> PartnersAnswer:
        """The regions that could be partners, best first, with reasons and names.

        Raises NotFoundError for a region that nobody knows or in which nobody is seated, UsageError
        for one that is larger than the level, and for a limit below 1.
        """
        if min(question.limit, question.pairs) < 1:
            raise UsageError("a limit below 1 asks for nobody; next step: ask for 1 or more")
        codes, seats = _seats(projection, network, question.level)
        scene = _Scene(projection, network, codes, seats, today)
        here = _place(question, projection, codes)
        if question.need is None:
            return self._partners(question, scene, here)
        return self._found(question, scene, here)

    def _partners(self, question: PartnersQuestion, scene: "_Scene", here: int) -> PartnersAnswer:
        projection = scene.projection
        known = specialisation(projection, scene.seats, len(scene.codes))
        wholes = self.wholes.read(projection, scene.today)
        asked = wants(wholes, scene.seats, known)
        covered = asked.covered()
        total = scores(covered)[here]
        order = np.argsort(-total.round(DIGITS), kind="stable")
        chosen = [there for there in order.tolist() if total[there] > 0][: question.limit]
        teller = _Teller(
            scene,
            known,
            known.quotients(),
            asked,
            covered,
            _by_set(wholes),
            PairFinder(projection, scene.seats, scene.ties(), scene.today, question.firms_only),
            question.pairs,
        )
        partners = tuple(teller.partner(here, there, float(total[there])) for there in chosen)
        note = None if partners else _why_nobody(asked, here)
        region = scene.region(here, known.sizes)
        unplaced = known.total - int(known.sizes.sum())
        return PartnersAnswer(question, region, partners, (), unplaced, note, projection.revision)

    def _found(self, question: PartnersQuestion, scene: "_Scene", here: int) -> PartnersAnswer:
        request = MatchRequest(question.need or "", MOST_PARTNERS)
        answer = self.matcher.match(request, scene.projection, scene.today)
        by_region = defaultdict(list)
        unplaced = 0
        for partner in answer.partners:
            if question.firms_only and partner.organisation.kind != FIRM:
                continue
            row = scene.projection.organisations.ids.find(partner.organisation.id)
            place = UNKNOWN if row is None else int(scene.seats[row])
            unplaced += place == UNKNOWN
            by_region[place].append((partner.organisation, round(partner.score, DIGITS)))
        sizes = np.bincount(scene.seats[scene.seats != UNKNOWN], minlength=len(scene.codes))
        at_home = len(by_region.pop(here, ()))
        by_region.pop(UNKNOWN, None)
        found = [
            Found(
                scene.region(place, sizes),
                float(grown(np.array(sum(score for _, score in own)))),
                tuple(own[: question.pairs]),
            )
            for place, own in by_region.items()
        ]
        found.sort(key=lambda each: (-round(each.score, DIGITS), each.region.code))
        note = None if found else _nobody_fits(answer.abstained, at_home)
        return PartnersAnswer(
            question,
            scene.region(here, sizes),
            (),
            tuple(found[: question.limit]),
            unplaced,
            note,
            scene.projection.revision,
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """Who is where: the codes of the regions, and the place of each organisation among them."""

    projection: Projection
    network: NetworkReader
    codes: Sequence[str]
    seats: Indices
    today: dt.date

    def region(self, place: int, sizes: np.ndarray) -> RegionName:
        regions = self.projection.regions
        row = regions.ids.find(self.codes[place])
        name = None if row is None else regions.names[row].split("\n")[0]
        return RegionName(self.codes[place], name, int(sizes[place]))

    def ties(self) -> Ties:
        """The types of relationships between two organisations, by their rows."""
        rows = self.network.ties()
        found: Ties = defaultdict(set)
        for start, end, type_ in zip(
            rows.starts.tolist(), rows.ends.tolist(), rows.types.tolist(), strict=True
        ):
            found[min(start, end), max(start, end)].add(rows.names[type_])
        return found


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells why a region is a partner, and who there should talk to whom here."""

    scene: _Scene
    known: Specialisation
    quotients: Floats
    asked: Wants
    covered: Floats
    wanted_by: Mapping[tuple[int, ...], Sequence[Whole]]
    pairs: PairFinder
    most_pairs: int

    def partner(self, here: int, there: int, score: float) -> PartnerRegion:
        worth = self.asked.contributions(here, there)
        order = np.argsort(-worth.round(DIGITS), kind="stable")
        columns = [column for column in order.tolist() if worth[column] > 0][:REASONS]
        lacked = [self._lacked(here, column, float(worth[column])) for column in columns]
        return PartnerRegion(
            self.scene.region(there, self.known.sizes),
            round(score, DIGITS),
            round(float(self.covered[here, there]), DIGITS),
            round(float(self.covered[there, here]), DIGITS),
            tuple(self._reason(here, there, each) for each in lacked),
            tuple(self.pairs.find(here, there, lacked, self.most_pairs)),
        )

    def _lacked(self, here: int, column: int, share: float) -> Lacked:
        competencies = self.asked.sets[column]
        names = self.scene.projection.competencies.names
        wholes = [whole for whole in self.wanted_by[competencies] if self._takes_part(here, whole)]
        name = " or ".join(names[row] for row in competencies)
        return Lacked(competencies, name, share, tuple(wholes))

    def _takes_part(self, here: int, whole: Whole) -> bool:
        return bool((self.scene.seats[whole.parties] == here).any())

    def _reason(self, here: int, there: int, lacked: Lacked) -> Reason:
        # Of several that would do, the one that the other region is strongest in.
        row = max(lacked.competencies, key=lambda each: float(self.quotients[there, each]))
        names = dict.fromkeys(whole.name for whole in lacked.wholes)
        return Reason(
            lacked.name,
            round(lacked.share, DIGITS),
            round(float(self.quotients[there, row]), DIGITS),
            int(self.known.holders[here, row]),
            int(self.known.holders[there, row]),
            tuple(names)[:WHOLES],
        )


def _by_set(wholes: Sequence[Whole]) -> Mapping[tuple[int, ...], list[Whole]]:
    found: dict[tuple[int, ...], list[Whole]] = defaultdict(list)
    for whole in wholes:
        for competencies in dict.fromkeys(part.competencies for part in whole.parts):
            found[competencies].append(whole)
    return found


def _seats(
    projection: Projection, network: NetworkReader, level: int
) -> tuple[Sequence[str], Indices]:
    """The regions of a level, and that of each organisation of the read model."""
    codes, seats = network.seats(level)
    members, organisations = network.network.members.ids, projection.organisations.ids
    if members.equals(organisations):
        return codes, seats
    rows = {id_: row for row, id_ in enumerate(members)}
    found = (seats[rows[id_]] if id_ in rows else UNKNOWN for id_ in organisations)
    return codes, np.fromiter(found, dtype=np.int32)


def _place(question: PartnersQuestion, projection: Projection, codes: Sequence[str]) -> int:
    code, length = find_region(projection, question.region), COUNTRY_LETTERS + question.level
    if len(code) < length:
        raise UsageError(
            f"{code} is larger than a region of level {question.level}; next step: "
            f"--level {len(code) - COUNTRY_LETTERS}"
        )
    if code[:length] not in codes:
        raise NotFoundError(
            f"nobody is seated in {code[:length]}; next step: kg regions links shows who is linked"
        )
    return codes.index(code[:length])


def _why_nobody(asked: Wants, here: int) -> str:
    if not asked.weights[here].any():
        return (
            "nothing is known of what this region wants: nobody there takes part in a value chain, "
            "an opportunity or work of several"
        )
    return "no other region supplies what this one lacks"


def _nobody_fits(is_abstained: bool, at_home: int) -> str:
    if is_abstained or not at_home:
        return "no credible partner in any other region"
    return f"only partners in the region itself fit: {at_home}; see kg match"
