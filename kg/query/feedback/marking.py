"""Marks organisations as fit, unfit or asked for a need, and takes marks back."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.errors import InputError, NotFoundError, UsageError, no_organisation
from kg.graph.catalogue import Catalogue
from kg.graph.feedback_log import FeedbackLog
from kg.graph.judgement_log import JudgementLog
from kg.model import Feedback
from kg.query.feedback.heard import UNFIT
from kg.query.feedback.likeness import mark_of
from kg.query.need import Understood


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody says of an organisation; `reason` is a code, and only for unfit ones."""

    organisation: str
    verdict: str
    by: str
    reason: str | None = None


def now() -> dt.datetime:
    """The time of a mark, in seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Marking:
    """Marks in one graph; `reasons` are the codes that the ontology has for unfit partners."""

    log: FeedbackLog
    judgements: JudgementLog
    catalogue: Catalogue
    reasons: Callable[[], Sequence[str]]
    clock: Callable[[], dt.datetime] = now

    def mark(self, mark: Mark, need: Understood) -> Feedback:
        """Stores a mark in place of the one in force for the need; the same again is kept.

        Raises NotFoundError for an organisation that is not there, UsageError for a reason that is
        missing or does not belong there, and InputError for a need that asks for nothing.
        """
        self._check(mark)
        if not need.need.requirements:
            raise InputError("the need names no work; next step: say what is needed")
        ids = self._group(mark.organisation)
        if not any(self.catalogue.organisations(ids[:1])):
            raise no_organisation(mark.organisation)
        kept = mark_of(need)
        before = [f for f in self.log.on(ids) if f.is_in_force and f.need == kept.digest]
        if before and (before[-1].verdict, before[-1].reason) == (mark.verdict, mark.reason):
            return before[-1]
        made = Feedback(
            uuid.uuid4().hex[:12],
            ids[0],
            mark.verdict,
            kept.digest,
            kept.competencies,
            mark.by,
            self.clock(),
            mark.reason,
        )
        self.log.put([*(self._withdrawn(each, mark.by) for each in before), made])
        return made

    def withdraw(self, id_: str, by: str) -> Feedback:
        """Takes a mark back; raises NotFoundError where there is none in force."""
        found = self.log.find(id_)
        if found is None or not found.is_in_force:
            raise NotFoundError(f"no feedback {id_!r} is in force; next step: kg feedback list")
        withdrawn = self._withdrawn(found, by)
        self.log.put([withdrawn])
        return withdrawn

    def list(self, organisation: str | None = None, *, withdrawn: bool = False) -> list[Feedback]:
        """The feedback in force, of one organisation or all, the latest first; or with history."""
        found = self.log.all() if organisation is None else self.log.on(self._group(organisation))
        return [f for f in reversed(found) if withdrawn or f.is_in_force]

    def _check(self, mark: Mark) -> None:
        if mark.verdict != UNFIT and mark.reason is not None:
            raise UsageError("a reason belongs to unfit partners; next step: leave it out")
        if mark.verdict == UNFIT and mark.reason not in self.reasons():
            said = "no reason is given" if mark.reason is None else f"no reason {mark.reason!r}"
            raise UsageError(f"{said}; next step: name one of {', '.join(self.reasons())}")

    def _group(self, organisation: str) -> Sequence[str]:
        return self.judgements.identities(organisation).group(organisation)

    def _withdrawn(self, feedback: Feedback, by: str) -> Feedback:
        return replace(feedback, withdrawn_by=by, withdrawn_at=self.clock())
