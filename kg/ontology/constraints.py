"""Compiles the schema into the uniqueness constraints and indexes that the engines hold."""

from dataclasses import dataclass

from kg.ontology.schema import Schema


@dataclass(frozen=True, slots=True, order=True)
class Index:
    """An index over one property of the nodes with a label; a constraint when it is unique."""

    label: str
    property_name: str
    unique: bool

    @property
    def name(self) -> str:
        """The name under which the engine keeps it, such as `organisation_id`."""
        return f"{self.label}_{self.property_name}".lower()


def compile_indexes(schema: Schema) -> tuple[Index, ...]:
    """One constraint for each root class's id, and what the shapes mark unique or indexed."""
    found = set()
    for name in schema.roots():
        for prop in schema.classes[name].properties:
            if prop.is_key:
                found.add(Index(name, prop.name, unique=True))
            elif prop.indexed:
                found.add(Index(name, prop.name, unique=False))
    return tuple(sorted(found))
