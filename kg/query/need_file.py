"""A need as JSON, to be edited and asked again: written, and read with everything checked."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_type_hints

from kg.conditions import CONDITION_CLASSES, PERIODS, SIZE_CLASSES, Condition
from kg.errors import InputError
from kg.model import CompetencyMatch, Need, Requirement, SetAside
from kg.ontology.region_code import canonical_region_code
from kg.query.json_values import (
    LONGEST_TEXT,
    Json,
    camel,
    is_object,
    read_list,
    read_object,
    read_text,
    read_value,
    written,
)

LONGEST_FILE = 1_000_000
MOST_REQUIREMENTS = 30
MOST_CONDITIONS = 100
LONGEST_REQUIREMENT = 1_000

_KINDS = {kind.kind: kind for kind in CONDITION_CLASSES}
_KINDS_IN_WORDS = ", ".join(_KINDS)
# Values that a field of a condition may have, beyond its type.
_CHOICES: Mapping[str, Sequence[str]] = {"period": PERIODS, "classes": SIZE_CLASSES}
_NEXT = "next step: start from what kg need parse --json writes"


@dataclass(frozen=True, slots=True)
class Known:
    """What a need may refer to: names of competencies by id, codes of regions, points of places.

    `meanings` finds the competencies that texts may mean.
    """

    competency: Callable[[str], str | None]
    region: Callable[[str], str | None]
    point: Callable[[str], tuple[float, float] | None]
    meanings: Callable[[Sequence[str]], Sequence[tuple[CompetencyMatch, ...]]]


def condition_json(place: int, condition: Condition) -> Json:
    """A condition with its kind and fields; `id` names it in the reasons of an answer."""
    values = {camel(f.name): written(getattr(condition, f.name)) for f in fields(condition)}
    return {"id": f"C{place + 1}", "kind": condition.kind, **values}


def load_need(text: str, known: Known) -> Need:
    """The need that a JSON text holds; raises InputError that names what cannot be used."""
    if len(text) > LONGEST_FILE:
        raise InputError(f"the need has {len(text):,} characters, more than {LONGEST_FILE:,}")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the need is no JSON: {error}; {_NEXT}") from error
    return read_need(value, known)


def read_need(value: Any, known: Known) -> Need:
    """The need that JSON values mean; what an answer holds may be given as it is."""
    if isinstance(value, dict) and isinstance(value.get("need"), dict):
        value = value["need"]
    known_keys = {"text", "requirements", "conditions", "setAside", "questions"}
    found = read_object(value, "need", known_keys, {"requirements"}, _NEXT)
    requirements = _requirements(found["requirements"], known)
    ids = {requirement.id for requirement in requirements}
    conditions = tuple(
        _condition(each, f"conditions[{n}]", ids, known)
        for n, each in enumerate(
            read_list(found.get("conditions", []), "conditions", MOST_CONDITIONS)
        )
    )
    text = read_text(found.get("text", ""), "text", LONGEST_TEXT, empty=True)
    return Need(
        text or "; ".join(requirement.text for requirement in requirements),
        requirements,
        conditions,
        tuple(
            _set_aside(each, n)
            for n, each in enumerate(read_list(found.get("setAside", []), "setAside", LONGEST_TEXT))
        ),
        tuple(
            read_text(q, f"questions[{n}]", LONGEST_TEXT)
            for n, q in enumerate(read_list(found.get("questions", []), "questions", 100))
        ),
    )


def _requirements(value: Any, known: Known) -> tuple[Requirement, ...]:
    items = read_list(value, "requirements", MOST_REQUIREMENTS)
    read = [_requirement(each, n, known) for n, each in enumerate(items)]
    ids = [requirement.id for requirement, _ in read]
    twice = next((id_ for n, id_ in enumerate(ids) if id_ in ids[:n]), None)
    if twice is not None:
        raise InputError(f"requirements: two have the id {twice!r}; next step: name one otherwise")
    open_ = [requirement.text for requirement, is_open in read if is_open]
    meant = dict(zip(open_, known.meanings(open_), strict=True)) if open_ else {}
    return tuple(
        Requirement(r.id, r.text, r.must, meant[r.text]) if is_open else r for r, is_open in read
    )


def _requirement(value: Any, place: int, known: Known) -> tuple[Requirement, bool]:
    """A requirement, and whether the competencies that it means are still to be found."""
    where = f"requirements[{place}]"
    found = read_object(value, where, {"id", "text", "must", "competencies"}, {"text"}, _NEXT)
    listed = found.get("competencies")
    competencies = tuple(
        _competency(each, f"{where}.competencies[{n}]", known)
        for n, each in enumerate(
            read_list([] if listed is None else listed, f"{where}.competencies", 100)
        )
    )
    requirement = Requirement(
        read_text(found.get("id", f"R{place + 1}"), f"{where}.id", 100),
        read_text(found["text"], f"{where}.text", LONGEST_REQUIREMENT),
        read_value(found.get("must", True), bool, f"{where}.must"),
        competencies,
    )
    return requirement, listed is None


def _competency(value: Any, where: str, known: Known) -> CompetencyMatch:
    """A competency by its id alone, or as it is written; who names it is sure of it."""
    found = {"id": value} if isinstance(value, str) else value
    found = read_object(found, where, {"id", "label", "confidence"}, {"id"}, _NEXT)
    id_ = read_text(found["id"], f"{where}.id", LONGEST_REQUIREMENT)
    label = known.competency(id_)
    if label is None:
        raise InputError(f"{where}: no competency {id_!r} in the graph; next step: leave it out")
    confidence = read_value(found.get("confidence", 1.0), float, f"{where}.confidence")
    if not 0 <= confidence <= 1:
        raise InputError(f"{where}.confidence: {confidence} is not between 0 and 1")
    return CompetencyMatch(id_, label, confidence)


def _set_aside(value: Any, place: int) -> SetAside:
    where = f"setAside[{place}]"
    found = read_object(value, where, {"kind", "text"}, {"kind", "text"}, _NEXT)
    return SetAside(
        read_text(found["kind"], f"{where}.kind", LONGEST_REQUIREMENT),
        read_text(found["text"], f"{where}.text", LONGEST_TEXT),
    )


def _condition(value: Any, where: str, requirements: set[str], known: Known) -> Condition:
    kind = _KINDS.get(value.get("kind", "")) if is_object(value) else None
    if kind is None:
        named = repr(value.get("kind")) if is_object(value) else "one that is no object"
        raise InputError(f"{where}: no condition of the kind {named}; there are: {_KINDS_IN_WORDS}")
    own = {camel(f.name): f for f in fields(kind)}
    needed = {n for n, f in own.items() if f.default is MISSING and f.name != "text"}
    found = read_object(value, where, {"id", "kind", *own}, needed, _NEXT)
    hints = get_type_hints(kind)
    values = {
        field.name: read_value(found[name], hints[field.name], f"{where}.{name}")
        for name, field in own.items()
        if name in found
    }
    _check_choices(values, where)
    values.setdefault("text", "")
    requirement = values.get("requirement")
    if requirement is not None and requirement not in requirements:
        raise InputError(f"{where}.requirement: there is no requirement {requirement!r}")
    _resolve(values, where, known)
    return kind(**values)


def _check_choices(values: Json, where: str) -> None:
    for name, choices in _CHOICES.items():
        given = values.get(name) or ()
        for each in (given,) if isinstance(given, str) else given:
            if each not in choices:
                raise InputError(f"{where}.{name}: {each!r} is none of {', '.join(choices)}")
    for name in ("km", "amount", "least", "most"):
        number = values.get(name)
        if number is not None and not 0 <= number < 1e15:  # noqa: PLR2004  # a bound, no meaning
            raise InputError(f"{where}.{name}: {number} is no amount")


def _resolve(values: Json, where: str, known: Known) -> None:
    """Puts in codes in force and points of places; raises InputError for what is not known."""
    if "regions" in values:
        values["regions"] = tuple(_region(c, f"{where}.regions", known) for c in values["regions"])
    if "km" in values and values.get("latitude") is None:
        point = known.point(values["place"])
        values["latitude"], values["longitude"] = point or (None, None)
    for id_ in values.get("competencies", ()):
        if known.competency(id_) is None:
            raise InputError(f"{where}.competencies: no competency {id_!r} in the graph")


def _region(code: str, where: str, known: Known) -> str:
    found = known.region(canonical_region_code(code))
    if found is None:
        raise InputError(f"{where}: no region {code!r}; next step: give a NUTS code such as UKE3")
    return found
