"""What a team is asked for: requirements as they are matched, and conditions on who covers them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.conditions import (
    CertificateCondition,
    Condition,
    DateCondition,
    ExclusionCondition,
    LanguageCondition,
    QuantityCondition,
)
from kg.errors import InputError
from kg.graph.opportunities import Opportunity, OpportunityRequirement
from kg.model import CompetencyMatch, Need, Requirement
from kg.projection.projection import Projection
from kg.query.need import NeedReader, Understood

# The opportunity's author named the competency; there is nothing to guess.
CALLED_FOR = 1.0
# Who works on it learns what competitors must not share.
NON_DISCLOSURE = "non-disclosure"


@dataclass(frozen=True, slots=True)
class Asked:
    """A need as it is matched; `terms` are the conditions of its requirements, by their ids.

    `excluded` are organisations that cannot take part, such as the customer itself.
    `work_begins` is the day from which what has no day of its own is needed. `is_secret` says that
    names and details are under non-disclosure.
    """

    understood: Understood
    terms: Mapping[str, OpportunityRequirement] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    opportunity: str | None = None
    work_begins: dt.date | None = None
    is_secret: bool = False

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements in order."""
        return self.understood.need.requirements


def ask_need(understood: Understood) -> Asked:
    """A need: its musts are conditions on who covers a requirement; its wishes are no part of it.

    A quantity is one of the work; `further` conditions, such as distances, are held elsewhere.
    """
    need = understood.need
    terms = {r.id: _terms(r, [c for c in need.conditions if c.must]) for r in need.requirements}
    begins = [
        c.day for c in need.conditions if isinstance(c, DateCondition) and c.relation == "from"
    ]
    return Asked(understood, terms, work_begins=max(begins, default=None))


def _terms(requirement: Requirement, musts: Sequence[Condition]) -> OpportunityRequirement:
    own = [c for c in musts if c.requirement in (None, requirement.id)]
    quantity = next((c for c in own if isinstance(c, QuantityCondition)), None)
    days = [c.day for c in own if isinstance(c, DateCondition) and c.relation == "by"]
    return OpportunityRequirement(
        requirement.id,
        requirement.text,
        requirement.must,
        quantity=quantity.amount if quantity else None,
        unit=quantity.unit if quantity else None,
        period=quantity.period if quantity else None,
        certificates=tuple(c.standard for c in own if isinstance(c, CertificateCondition)),
        needed_by=max(days, default=None),
        languages=tuple(
            code for c in own if isinstance(c, LanguageCondition) for code in c.languages
        ),
        excludes=tuple(c.words for c in own if isinstance(c, ExclusionCondition) and c.of_partner),
    )


def ask_for(opportunity: Opportunity, reader: NeedReader, projection: Projection) -> Asked:
    """An opportunity's requirements: by the competencies that they call for, and by their words."""
    needed = opportunity.requirements
    if not needed:
        raise InputError(
            f"opportunity {opportunity.id!r} has no requirements yet; next step: add them to "
            "requirements.csv and load the package again"
        )
    requirements = tuple(
        Requirement(r.id, r.text, r.is_must, _called_for(r, projection)) for r in needed
    )
    return Asked(
        reader.understand(Need(opportunity.text, requirements), projection),
        {requirement.id: requirement for requirement in needed},
        frozenset({opportunity.customer} if opportunity.customer else ()),
        opportunity.id,
        opportunity.starts_on,
        opportunity.confidentiality == NON_DISCLOSURE,
    )


def _called_for(
    requirement: OpportunityRequirement, projection: Projection
) -> tuple[CompetencyMatch, ...]:
    columns = projection.competencies
    rows = ((id_, columns.ids.find(id_)) for id_ in requirement.competencies)
    return tuple(
        CompetencyMatch(id_, columns.names[row], CALLED_FOR) for id_, row in rows if row is not None
    )
