"""Forms and closes virtual enterprises: reads what is there, decides, and says what to tell."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.enterprise.agreement import Agreement, check_agreement
from kg.enterprise.lifecycle import (
    MEMBER,
    Closing,
    Seat,
    check_closing,
    check_free,
    check_seats,
    find_enterprise_error,
    make_id,
    read_seat,
)
from kg.enterprise.outline import Closed, Formed, Outline, outline_closed, outline_formed
from kg.errors import NotFoundError, no_organisation
from kg.graph.enterprises import EnterpriseDetail, EnterpriseHead
from kg.graph.opportunities import Opportunity
from kg.model import Organisation

SOURCE = "enterprises"


class EnterpriseSource(Protocol):
    """Where enterprises are read: the graph, or a test."""

    def list(self) -> Sequence[EnterpriseHead]: ...
    def enterprise(self, id_: str) -> EnterpriseDetail | None: ...


class OpportunitySource(Protocol):
    """Where opportunities are read: the graph, or a test."""

    def opportunity(self, id_: str) -> Opportunity | None: ...


class OrganisationSource(Protocol):
    """Where organisations are read: the graph, or a test."""

    def organisations(self, ids: Sequence[str]) -> Iterable[Organisation]: ...
    def kept_id(self, id_: str) -> str: ...


# The capabilities (ids) by which organisations cover an opportunity.
Uses = Callable[[str, Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """An enterprise by its id, and what the graph is to be told of it."""

    id: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class Registry:
    """Virtual enterprises of one graph; `roles` are those of the ontology."""

    enterprises: EnterpriseSource
    opportunities: OpportunitySource
    organisations: OrganisationSource
    roles: Sequence[str]

    def form(
        self,
        opportunity: str,
        members: Sequence[str],
        name: str | None,
        today: dt.date,
        agreement: Agreement | None = None,
    ) -> Told:
        """A new enterprise; members are ids, each with `:` and its role where it has one.

        With an agreement its shares are those of the members.

        Raises NotFoundError for what is not there, UsageError for members that do not go together,
        StateError while another enterprise is open for the opportunity.
        """
        found = self._opportunity(opportunity)
        if agreement is not None:
            check_agreement(agreement)
        seats = tuple(self._seat(member, agreement) for member in members)
        check_seats(seats, self.roles, found.customer)
        heads = self.enterprises.list()
        check_free(opportunity, [(h.id, h.state) for h in heads if opportunity in h.opportunities])
        id_ = make_id(SOURCE, opportunity, {head.id for head in heads})
        cluster = None if agreement is None else agreement.cluster
        formed = Formed(id_, name or found.title, opportunity, seats, cluster)
        return Told(id_, outline_formed(formed, today))

    def close(self, id_: str, closing: Closing, uses: Uses, today: dt.date) -> Told:
        """The end of an enterprise; `uses` finds by what its members covered the opportunity.

        Raises NotFoundError for one that is not there, StateError for one that has ended.
        """
        detail = self.detail(id_)
        head = detail.head
        check_closing(id_, head.state, closing)
        members = [member.id for member in detail.members]
        used = sorted({c for each in head.opportunities for c in uses(each, members)})
        titles = (self._opportunity(each).title for each in head.opportunities)
        closed = Closed(
            id_,
            head.name,
            next(titles, head.name),
            head.starts_on,
            tuple(Seat(member.id, member.role) for member in detail.members),
            tuple(used),
        )
        return Told(id_, outline_closed(closed, closing, today))

    def detail(self, id_: str) -> EnterpriseDetail:
        """One enterprise; raises NotFoundError where there is none."""
        found = self.enterprises.enterprise(id_)
        if found is None:
            raise find_enterprise_error(id_)
        return found

    def _opportunity(self, id_: str) -> Opportunity:
        found = self.opportunities.opportunity(id_)
        if found is None:
            raise NotFoundError(f"no opportunity {id_!r}; next step: kg opportunity list")
        return found

    def _seat(self, member: str, agreement: Agreement | None) -> Seat:
        id_, role = read_seat(member, self.roles)
        kept = self.organisations.kept_id(id_)
        if not any(self.organisations.organisations([kept])):
            raise no_organisation(id_)
        shares = agreement.shares.get(id_) if agreement else None
        return Seat(kept, role or MEMBER, shares)
