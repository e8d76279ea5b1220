"""The diagram shows every class and relation, in the same place each time."""

import dataclasses
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.areas import read_areas
from kg.ontology.compile_diagram import KINDS, compile_diagram
from kg.ontology.diagram_layout import lay_out
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Schema

SCHEMA = load_schema()
AREAS = read_areas(turtle_files())
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = ET.fromstring(compile_diagram(SCHEMA, AREAS))  # noqa: S314  # our own text


def words() -> list[str]:
    return [element.text or "" for element in DRAWN.iter(f"{SVG}text")]


def test_every_class_is_shown_under_its_area() -> None:
    assert set(SCHEMA.classes) <= set(words())
    assert {AREAS[name] for name in SCHEMA.classes} <= set(words())


def test_every_relation_is_listed_at_its_beginning() -> None:
    for relation in SCHEMA.relations.values():
        other = "itself" if relation.range == relation.domain else relation.range
        assert f"{relation.type} \N{RIGHTWARDS ARROW} {other}" in words()


def test_every_relation_between_two_classes_is_a_line_with_its_sentence() -> None:
    told = {title.text for path in DRAWN.iter(f"{SVG}path") for title in path.iter(f"{SVG}title")}
    wanted = (r for r in SCHEMA.relations.values() if r.domain != r.range)
    assert told == {f"{r.domain} {r.caption} {r.range}" for r in wanted}


def test_every_kind_of_relation_has_a_colour() -> None:
    assert set(KINDS) == set(SCHEMA.code_lists["relationKinds"].codes)


def test_the_diagram_has_a_name_and_a_dark_scheme() -> None:
    assert DRAWN.get("role") == "img"
    assert "prefers-color-scheme: dark" in (DRAWN.findtext(f"{SVG}style") or "")


@given(st.sets(st.sampled_from(sorted(SCHEMA.classes)), min_size=1), st.randoms())
def test_no_box_lies_on_another_whatever_the_classes(names: set[str], random: object) -> None:
    order = sorted(names)
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    classes = {name: dataclasses.replace(SCHEMA.classes[name], parent=None) for name in order}
    relations = {type_: r for type_, r in SCHEMA.relations.items() if {r.domain, r.range} <= names}
    panels = lay_out(Schema(classes, relations), AREAS)
    boxes = sorted((b.x, b.y, b.height, b.name) for panel in panels for b in panel.boxes)
    assert sorted(name for *_, name in boxes) == sorted(names)
    for (x, y, height, _), (next_x, next_y, *_) in pairwise(boxes):
        assert x != next_x or y + height < next_y
    assert panels == lay_out(Schema(dict(sorted(classes.items())), relations), AREAS)
