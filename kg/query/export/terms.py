"""Terms and literals of RDF (RDF 1.1 Concepts, section 3), made from values of the graph."""

import datetime as dt
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.model import Scalar
from kg.ontology.compile_rdf import PREFIXES
from kg.ontology.schema import Datatype
from kg.ontology.vocabulary import own_iri


@cache
def term(prefix: str, local: str) -> NamedNode:
    """A term of a vocabulary by its usual prefix: `term("org", "member")`."""
    return NamedNode(f"{PREFIXES[prefix]}{local}")


@cache
def own(local: str) -> NamedNode:
    """A term of ours."""
    return NamedNode(own_iri(local))


@cache
def named(iri: str) -> NamedNode:
    """A term of the ontology's by its IRI; of these there are few."""
    return NamedNode(iri)


def text(value: str) -> Literal:
    """A plain text."""
    return Literal(value)


def literal(datatype: Datatype, value: Scalar) -> Literal:
    """A value in the lexical form of its datatype (XML Schema 1.1 part 2, section 3)."""
    if datatype is Datatype.STRING:
        return Literal(str(value))
    return Literal(_lexical(datatype, value), datatype=term("xsd", datatype.value))


def _lexical(datatype: Datatype, value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if datatype is Datatype.DECIMAL and isinstance(value, (int, float)):
        # The shortest digits that read as the same number again, without an exponent.
        return format(Decimal(repr(value)), "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
