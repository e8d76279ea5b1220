"""Fields of the API that are properties of the ontology, which describes them.

A field names its property as `Class.property`, or a class whose kinds it tells. Description, values
and limits are put in when the OpenAPI document is made, so that none stands here.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from kg.ontology.contract import range_of
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Datatype, Schema

MARK = "x-term"


def term(name: str) -> dict[str, Any]:
    """Marks a field as a term: `json_schema_extra=term("Organisation.sizeClass")`."""
    return {MARK: name}


def include(app: FastAPI) -> None:
    """Lets the application's OpenAPI document say what the ontology says."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        document = plain()
        schema = load_schema()
        for field in _marked(document.get("components", {})):
            _describe(schema, field)
        return document

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's way to extend the document


def _marked(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if MARK in part:
            yield part
        for value in part.values():
            yield from _marked(value)
    elif isinstance(part, list):
        for value in part:
            yield from _marked(value)


def _describe(schema: Schema, field: dict[str, Any]) -> None:
    class_name, _, name = str(field[MARK]).partition(".")
    if not name:
        field["description"] = schema.classes[class_name].definition
        _value(field)["enum"] = list(schema.subclasses(class_name))
        return
    prop = next(p for p in schema.classes[class_name].properties if p.name == name)
    field["description"] = prop.definition
    if prop.values:
        _value(field)["enum"] = list(prop.values)
    if prop.datatype is Datatype.INTEGER:
        low, high = range_of(prop)
        _value(field).update(minimum=low, maximum=high)


def _value(field: dict[str, Any]) -> dict[str, Any]:
    """Where the values of a field are told; one that may be null has them beside the null."""
    found: dict[str, Any] = field.get("anyOf", [field])[0]
    return found
