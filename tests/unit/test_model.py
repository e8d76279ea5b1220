"""The data that passes between rooms has the names and the types that the ontology gives them."""

import dataclasses
import datetime as dt
import typing
from types import UnionType

import pytest

from kg import model
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Datatype, Property

SCHEMA = load_schema()
# What computed properties of the graph hold that no source may state.
CHECKED = "what the checks of plausibility found"
# Each class of the model with the class of the ontology that it is about, the fields that have
# another name in Python, and those that are something else than a property: what they are.
ABOUT: dict[type, tuple[str, dict[str, str], dict[str, str]]] = {
    model.SourceRecord: (
        "SourceRecord",
        {"source": "sourceName", "table": "tableName"},
        {"retired": "Load"},
    ),
    model.Judgement: (
        "Judgement",
        {
            "left": "leftId",
            "right": "rightId",
            "verdict": "judgementKind",
            "note": "reason",
            "clues": "clue",
        },
        {},
    ),
    model.Feedback: (
        "Feedback",
        {
            "organisation": "organisationId",
            "verdict": "feedbackKind",
            "reason": "unfitReason",
            "need": "needDigest",
            "competencies": "competencyId",
        },
        {},
    ),
    model.Organisation: (
        "Organisation",
        {},
        {
            "kind": "the class",
            "region": "LOCATED_IN",
            "region_name": "LOCATED_IN",
            "profile": "the same in short",
            "doubts": CHECKED,
        },
    ),
    model.OrganisationDetail: (
        "Organisation",
        {"alternative_names": "alternativeName"},
        {
            "organisation": "the same in short",
            "capabilities": "OFFERS",
            "records": "SourceRecord",
            "merged_ids": "Judgement",
            "retired_on": "SourceRecord",
        },
    ),
    model.Statement: (
        "Capability",
        {},
        {
            "competencies": "OF",
            "derived": "OF",
            "evidence": "EVIDENCED_BY",
            "doubts": CHECKED,
        },
    ),
    model.Contact: ("Contact", {"languages": "language"}, {}),
    model.Citation: (
        "Evidence",
        {"date": "issuedOn"},
        {"source": "Source", "load": "Load", "file": "SourceRecord", "row": "SourceRecord"},
    ),
    model.CompetencyMatch: ("Competency", {"label": "prefLabel"}, {"confidence": "OF"}),
    model.Requirement: ("Requirement", {"must": "isMust"}, {"competencies": "CALLS_FOR"}),
}
TYPES = {
    Datatype.STRING: str,
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: bool,
    Datatype.DATE: dt.date,
    Datatype.DATE_TIME: dt.datetime,
}
FIELDS = [
    (class_, field.name)
    for class_, (_, _, others) in ABOUT.items()
    for field in dataclasses.fields(class_)
    if field.name not in others
]


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def property_of(class_: type, field: str) -> Property:
    name, renamed, _ = ABOUT[class_]
    properties = {prop.name: prop for prop in SCHEMA.classes[name].properties}
    return properties[renamed.get(field, camel(field))]


@pytest.mark.parametrize(("class_", "field"), FIELDS)
def test_a_field_is_a_property_of_the_ontology_and_of_its_type(class_: type, field: str) -> None:
    prop = property_of(class_, field)
    annotation = typing.get_type_hints(class_)[field]
    parts = typing.get_args(annotation)
    is_optional = isinstance(annotation, UnionType) and type(None) in parts
    types = [part for part in parts if part not in (type(None), Ellipsis)] or [annotation]
    if field == "values":  # as the text of JSON in the graph, as what it says in Python
        return
    assert types == [TYPES[prop.datatype]]
    assert (typing.get_origin(annotation) is tuple) == prop.many
    assert not (is_optional and prop.required)


@pytest.mark.parametrize("class_", ABOUT)
def test_what_is_no_property_is_another_term(class_: type) -> None:
    _, _, others = ABOUT[class_]
    terms = {*SCHEMA.classes, *SCHEMA.relations, "the class", "the same in short", CHECKED}
    assert set(others.values()) <= terms
    assert set(others) <= {field.name for field in dataclasses.fields(class_)}
