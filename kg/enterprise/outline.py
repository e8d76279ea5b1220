"""What the graph is told of an enterprise: nodes and relationships, as statements of RDF.

They are loaded like any other file, under a source of their own, so that every fact has its file
and line, and undoing the load takes all of it back.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.enterprise.agreement import WHOLE
from kg.enterprise.lifecycle import CUSTOMER, FORMING, LEAD, Closing, Seat
from kg.model import NodeRef, Scalar
from kg.ontology.compile_context import local_name
from kg.ontology.iris import Iris
from kg.ontology.vocabulary import own_iri

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Stated:
    """A node with its class and properties; without a class it is only related."""

    ref: NodeRef
    class_name: str
    properties: Mapping[str, Scalar] = field(default_factory=dict)


Tie = tuple[NodeRef, str, NodeRef]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that is told at once."""

    nodes: tuple[Stated, ...]
    ties: tuple[Tie, ...]

    def lines(self, iris: Iris) -> Iterator[str]:
        """The statements as N-Triples (W3C RDF 1.1), one a line."""
        for node in self.nodes:
            subject = f"<{iris.node(node.ref)}>"
            yield f"{subject} <{RDF_TYPE}> <{own_iri(node.class_name)}> ."
            for name, value in {"id": node.ref.id, **node.properties}.items():
                yield f"{subject} <{own_iri(name)}> {_literal(value)} ."
        for start, type_, end in self.ties:
            yield f"<{iris.node(start)}> <{own_iri(local_name(type_))}> <{iris.node(end)}> ."


@dataclass(frozen=True, slots=True)
class Formed:
    """An enterprise that begins: for which opportunity, with whom, and what goes to the cluster.

    `cluster` is in basis points of the revenue, None where nothing is agreed on.
    """

    id: str
    name: str
    opportunity: str
    seats: tuple[Seat, ...]
    cluster: int | None = None


def outline_formed(formed: Formed, today: dt.date) -> Outline:
    """An enterprise in its first state, with the roles that its members play, and the agreement."""
    id_, name, seats = formed.id, formed.name, formed.seats
    enterprise = NodeRef("VirtualEnterprise", id_)
    nodes = [_enterprise(id_, name, FORMING, startsOn=today)]
    ties: list[Tie] = [(enterprise, "FULFILS", NodeRef("Opportunity", formed.opportunity))]
    for seat in seats:
        organisation = NodeRef("Organisation", seat.organisation)
        role = NodeRef("Role", f"{id_}--{seat.organisation.replace(':', '-')}")
        nodes.append(Stated(role, "Role", {"enterpriseRole": seat.role, **_shares(seat)}))
        ties += [(organisation, "PLAYS", role), (role, "ROLE_IN", enterprise)]
        if seat.role == LEAD:
            ties.append((enterprise, "LED_BY", organisation))
    if formed.cluster is not None:
        agreement = NodeRef("Agreement", f"{id_}--agreement")
        nodes.append(Stated(agreement, "Agreement", {"clusterShare": formed.cluster / WHOLE}))
        ties.append((enterprise, "GOVERNED_BY", agreement))
    return Outline(tuple(nodes), tuple(ties))


@dataclass(frozen=True, slots=True)
class Closed:
    """An enterprise that ends: what it was, and which capabilities (ids) it used."""

    id: str
    name: str
    title: str
    started: dt.date | None
    seats: tuple[Seat, ...]
    used: tuple[str, ...]


def outline_closed(closed: Closed, closing: Closing, today: dt.date) -> Outline:
    """The last state and the experience; of good work also evidence and working relationships."""
    enterprise = NodeRef("VirtualEnterprise", closed.id)
    experience = NodeRef("Experience", f"{closed.id}--experience")
    dates = {"startsOn": closed.started} if closed.started else {}
    nodes = [
        _enterprise(closed.id, closed.name, closing.state, **dates, endsOn=today),
        Stated(
            experience,
            "Experience",
            {"wasDelivered": closing.delivered, "rating": closing.rating, "recordedOn": today},
        ),
    ]
    members = [
        NodeRef("Organisation", seat.organisation)
        for seat in sorted(closed.seats, key=lambda seat: seat.organisation)
        if seat.role != CUSTOMER
    ]
    ties: list[Tie] = [(experience, "GAINED_IN", enterprise)]
    ties += [(experience, "ABOUT", member) for member in members]
    if closing.is_reference:
        ties += [(a, "COOPERATES_WITH", b) for a, b in combinations(members, 2)]
    if closing.is_reference and closed.used:
        evidence = NodeRef("Evidence", f"{closed.id}--evidence")
        title = f"Virtual enterprise “{closed.title}”: delivered, rated {closing.rating} of 5"
        proof: dict[str, Scalar] = {"kind": "project", "title": title, "issuer": closing.by}
        nodes.append(Stated(evidence, "Evidence", {**proof, "issuedOn": today}))
        ties += [(NodeRef("Capability", id_), "EVIDENCED_BY", evidence) for id_ in closed.used]
    return Outline(tuple(nodes), tuple(ties))


def _shares(seat: Seat) -> dict[str, float]:
    """The shares of a seat as parts of 1; four digits, which basis points have exactly."""
    if seat.shares is None:
        return {}
    shares = seat.shares
    return {
        "inputShare": shares.input / WHOLE,
        "riskShare": shares.risk / WHOLE,
        "revenueShare": shares.revenue / WHOLE,
    }


def _enterprise(id_: str, name: str, state: str, **dates: dt.date) -> Stated:
    ref = NodeRef("VirtualEnterprise", id_)
    return Stated(ref, "VirtualEnterprise", {"name": name, "state": state, **dates})


def _literal(value: Scalar) -> str:
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    if isinstance(value, float):
        return f'"{value:.4f}"^^<{XSD}decimal>'
    if isinstance(value, dt.date):
        return f'"{value.isoformat()}"^^<{XSD}date>'
    # The escapes of JSON are among those of N-Triples.
    return json.dumps(str(value), ensure_ascii=False)
