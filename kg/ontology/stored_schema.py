"""The schema as text, so that a graph can keep the one that it was made under."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from kg.ontology.schema import Schema


def write_schema(schema: Schema) -> str:
    """The schema as JSON."""
    return _adapter().dump_json(schema, exclude_defaults=True).decode()


def read_stored_schema(text: str) -> Schema | None:
    """The schema of such a text; None for one that another version wrote in another form."""
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Schema]:
    return TypeAdapter(Schema)
