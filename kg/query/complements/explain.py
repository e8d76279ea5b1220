"""Puts into words what the score of each complementary partner is made of, and cites it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kg.model import Part
from kg.projection.projection import STATUSES, UNKNOWN, Projection
from kg.query.complements.answer import Complement, ComplementAnswer, Gains, Lack, Mark
from kg.query.complements.cited import Cited, Covered, Sources
from kg.query.complements.holders import Rows, held_by, reach, stated_by
from kg.query.complements.note import write_note
from kg.query.complements.outlets import Outlets
from kg.query.complements.score import PartName, Tally, grown
from kg.query.complements.wanted import Kind, Wanted, Wants
from kg.query.features import shortened

MOST_TOLD = 3
LONGEST_TEXT = 60
NOTHING = {
    PartName.CHAIN: "covers no stage that is lacking",
    PartName.OPPORTUNITY: "covers no requirement that is lacking",
    PartName.PAST: "offers nothing that past work had from others",
    PartName.RETURN: "nothing is known that it would get in return",
    PartName.OTHERS: "holds nothing that the firm does not",
    PartName.MARKETS: "opens no market that is not reached already",
}


@dataclass(frozen=True)
class Explainer:
    """All that the explanation of complementary partners may draw on."""

    projection: Projection
    firm: int
    wants: Wants
    tally: Tally
    weights: Mapping[PartName, float]
    outlets: Outlets
    sources: Sources
    _below: dict[str, set[int]] = field(default_factory=dict)

    def answer(
        self,
        opportunity: str | None,
        region: str | None,
        chosen: Rows,
        marks: Mapping[str, tuple[Mark, ...]],
    ) -> ComplementAnswer:
        """The answer for the partners that were chosen, in their order."""
        given = {row: list(self._given(row)) for row in chosen.tolist()}
        returned = {row: list(self._returned(row)) for row in chosen.tolist()}
        told = [each for own in (*given.values(), *returned.values()) for each in own]
        records = [r for row in given for r, _ in self.new_markets(self.firm, row).values()]
        cited = Cited.of(self.projection, self.wants.lacked, told, records, self.sources)
        return ComplementAnswer(
            self.projection.organisations[self.firm],
            opportunity,
            region,
            tuple(self._lack(wanted, cited) for wanted in self.wants.lacked),
            tuple(
                self._complement(row, given[row], returned[row], cited, marks)
                for row in chosen.tolist()
            ),
            None if len(chosen) else self._note(region, opportunity),
            self.projection.revision,
        )

    @cached_property
    def _held(self) -> frozenset[int]:
        """The competencies (rows) that the firm holds."""
        return frozenset(held_by(self.projection, self.firm))

    def label(self, competency: str) -> str:
        """The label of a competency; its id where the read model does not have it."""
        row = self.projection.competencies.ids.find(competency)
        return competency if row is None else self.projection.competencies.names[row]

    def new_markets(self, one: int, other: int) -> dict[str, tuple[str, str]]:
        """What one organisation would reach through the other, by name."""
        organisations = self.projection.organisations
        home = organisations.countries[one] or None
        return self.outlets.new(organisations.ids[one], organisations.ids[other], home)

    def _given(self, row: int) -> Iterator[Covered]:
        """What a partner covers of what the firm lacks, the most first."""
        yield from self._covered(self.wants.lacked, row)

    def _returned(self, row: int) -> Iterator[Covered]:
        """What the firm covers of what the partner lacks in work in which both could take part."""
        gained = [
            demand
            for demands in self.wants.wholes.values()
            if any(demand.holders.quality(row) for demand in demands)
            for demand in demands
            if not demand.holders.has(row)
        ]
        yield from self._covered(gained, self.firm)

    def _covered(self, demands: Sequence[Wanted], row: int) -> list[Covered]:
        found = [each for each in demands if each.holders.quality(row)]
        found.sort(key=lambda w: (-w.importance * w.holders.quality(row), w.id))
        capabilities = [wanted.holders.capability(row) for wanted in found]
        return [
            Covered(wanted, capability, self._competency(wanted, capability))
            for wanted, capability in zip(found, capabilities, strict=True)
        ]

    def _competency(self, wanted: Wanted, capability: int) -> int:
        """The competency by which a statement covers a demand."""
        if wanted.id not in self._below:
            below = reach(self.projection.competencies.narrower, wanted.competencies)
            self._below[wanted.id] = set(below)
        stated = self.projection.capabilities.competencies[capability].tolist()
        return next(int(row) for row in stated if row in self._below[wanted.id])

    def _complement(
        self,
        row: int,
        given: Sequence[Covered],
        returned: Sequence[Covered],
        cited: Cited,
        marks: Mapping[str, tuple[Mark, ...]],
    ) -> Complement:
        organisation = self.projection.organisations[row]
        reached = self.new_markets(self.firm, row)
        by_name = {
            **{PartName(k.value): [c for c in given if c.wanted.kind is k] for k in Kind},
            PartName.RETURN: list(returned),
        }
        parts = [
            self._markets(organisation.name, reached, cited)
            if name is PartName.MARKETS
            else self._others(row)
            if name is PartName.OTHERS
            else self._part(name, row, by_name[name], cited)
            for name in self.weights
        ]
        return Complement(
            organisation,
            tuple(parts),
            Gains(self._labels(given), _in_words(reached)),
            Gains(self._labels(returned), _in_words(self.new_markets(row, self.firm))),
            marks.get(organisation.id, ()),
        )

    def _part(self, name: PartName, row: int, covered: Sequence[Covered], cited: Cited) -> Part:
        value, weight = self.tally.value(name, row), self.weights[name]
        if not covered:
            return Part(name.value, value, weight, NOTHING[name])
        told = "; ".join(self._told(each) for each in covered[:MOST_TOLD])
        if name is PartName.RETURN:
            told = f"gets from {self.projection.organisations.names[self.firm]}: {told}"
        rest = len(covered) - MOST_TOLD
        reason = told + (f"; and {rest} more" if rest > 0 else "")
        evidence = [c for each in covered[:MOST_TOLD] for c in cited.behind(each)]
        return Part(name.value, value, weight, reason, tuple(dict.fromkeys(evidence)))

    def _markets(self, name: str, reached: Mapping[str, tuple[str, str]], cited: Cited) -> Part:
        weight = self.weights[PartName.MARKETS]
        value = float(grown(np.array([float(len(reached))]))[0])
        if not reached:
            return Part(PartName.MARKETS.value, value, weight, NOTHING[PartName.MARKETS])
        told = [_outlet(market, customer) for market, (_, customer) in reached.items()]
        rest = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        records = [record for record, _ in reached.values()][:MOST_TOLD]
        evidence = (cited.record(record, f"{name} sells there", "market") for record in records)
        reason = f"sells {', '.join(told[:MOST_TOLD])}{rest}"
        return Part(PartName.MARKETS.value, value, weight, reason, tuple(c for c in evidence if c))

    def _others(self, row: int) -> Part:
        name = PartName.OTHERS
        value, weight = self.tally.value(name, row), self.weights[name]
        stated = stated_by(self.projection, row)
        names = self.projection.competencies.names
        others = [names[each] for each in stated if each not in self._held]
        if not others:
            return Part(name.value, value, weight, NOTHING[name])
        more = f" and {len(others) - MOST_TOLD} more" if len(others) > MOST_TOLD else ""
        told = ", ".join(others[:MOST_TOLD]) + more
        reason = f"{len(others)} of its {len(stated)} competencies the firm has not: {told}"
        return Part(name.value, value, weight, reason)

    def _told(self, covered: Covered) -> str:
        """A demand and by what it is covered, in words."""
        wanted, columns = covered.wanted, self.projection.capabilities
        label = self.projection.competencies.names[covered.competency]
        level = int(columns.level[covered.capability])
        status = STATUSES[int(columns.status[covered.capability])]
        proof = status if level == UNKNOWN else f"{status}, level {level}"
        if wanted.kind is Kind.CHAIN:
            what = f"{wanted.text} in “{wanted.whole_name}”"
        elif wanted.kind is Kind.OPPORTUNITY or not wanted.records or wanted.why == "":
            what = f"“{shortened(wanted.text, LONGEST_TEXT)}” in {wanted.whole}"
        else:
            what = f"{shortened(wanted.text, LONGEST_TEXT)}, {wanted.why}"
        by = "" if wanted.text == label else f" by {label}"
        return f"{what}{by} ({proof})"

    def _lack(self, wanted: Wanted, cited: Cited) -> Lack:
        return Lack(
            wanted.kind,
            wanted.id,
            wanted.text,
            wanted.whole,
            wanted.whole_name,
            tuple(self.projection.competencies.names[row] for row in wanted.competencies),
            wanted.why,
            int(np.count_nonzero(wanted.holders.qualities)),
            cited.of_demand(wanted),
        )

    def _labels(self, covered: Sequence[Covered]) -> tuple[str, ...]:
        names = self.projection.competencies.names
        return tuple(dict.fromkeys(names[each.competency] for each in covered))

    def _note(self, region: str | None, opportunity: str | None) -> str:
        columns = self.projection.competencies
        lacking = dict.fromkeys(
            " or ".join(columns.names[row] for row in wanted.competencies)
            for wanted in self.wants.lacked
        )
        name = self.projection.organisations.names[self.firm]
        return write_note(name, self.wants, list(lacking), region, opportunity)


def _in_words(reached: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        f"customers in {name}" if customer else name for name, (_, customer) in reached.items()
    )


def _outlet(name: str, customer: str) -> str:
    return f"in {name}, to {customer}" if customer else f"to {name}"
