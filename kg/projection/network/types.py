"""The relationship types of the ontology that join two organisations."""

from dataclasses import dataclass

from kg.ontology.schema import Relation, Schema

ORGANISATION = "Organisation"


@dataclass(frozen=True, slots=True)
class TieType:
    """A relationship type between two organisations, as the ontology describes it."""

    name: str
    kind: str
    stance: str
    is_mutual: bool


def tie_types(schema: Schema) -> tuple[TieType, ...]:
    """The types from one organisation to another that sources may state, by name.

    A type that reads the same in both directions ("cooperates with") is mutual.
    """
    relations = (r for r in schema.relations.values() if _joins(r, schema))
    return tuple(
        TieType(r.type, r.kind, r.stance or "", is_mutual=r.caption == r.inverse_caption)
        for r in sorted(relations, key=lambda r: r.type)
    )


def _joins(relation: Relation, schema: Schema) -> bool:
    ends = schema.root(relation.domain), schema.root(relation.range)
    return ends == (ORGANISATION, ORGANISATION) and not relation.is_computed
