"""Compiles the schema into the ingest contract: what a row must satisfy before it is a fact.

Neo4j Community has no existence or type constraints, so this contract is the guard.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import SchemaError

from kg.errors import OntologyError
from kg.model import Value
from kg.ontology.schema import Bounds, Datatype, Property, Schema

TYPES: Mapping[Datatype, type] = {
    Datatype.STRING: str,
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: bool,
    Datatype.DATE: dt.date,
    Datatype.DATE_TIME: dt.datetime,
}
RULES: Mapping[Datatype, str] = {
    Datatype.STRING: "text",
    Datatype.INTEGER: "a whole number such as 12",
    Datatype.DECIMAL: "a number such as 12.5",
    Datatype.BOOLEAN: "true or false",
    Datatype.DATE: "a date such as 2026-12-01",
    Datatype.DATE_TIME: "a date and time such as 2026-12-01T09:30:00Z",
}
LEXICAL: Mapping[Datatype, re.Pattern[str]] = {
    Datatype.INTEGER: re.compile(r"[+-]?\d+"),
    Datatype.DECIMAL: re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    Datatype.DATE: re.compile(r"\d{4}-\d\d-\d\d"),
    Datatype.DATE_TIME: re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"),
}
# The constraint of SHACL that an error of pydantic stands for; any other is of the datatype.
CONSTRAINTS: Mapping[str, str] = {
    "missing": "minCount",
    "too_short": "minCount",
    "string_pattern_mismatch": "pattern",
    "literal_error": "in",
    "greater_than_equal": "minInclusive",
    "less_than_equal": "maxInclusive",
    "string_too_long": "maxLength",
}
LARGEST = 2**63 - 1
# An index of Neo4j takes values of about 8,000 bytes; a character is up to four.
LONGEST_INDEXED = 1_000


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: the property, the value as it was given, and the rule in words.

    `constraint` is the term of SHACL that says it, such as `pattern` (SHACL 1.0, section 4).
    """

    property_name: str
    value: str
    rule: str
    constraint: str = field(default="datatype", compare=False)


Checked: TypeAlias = Mapping[str, Value] | tuple[Violation, ...]


class Contract:
    """Checks and types the properties of nodes and relationships after the ontology."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        # Models are built on first use: most commands need few of them, many need none.
        self._node_model = cache(self._build_node_model)
        self._private_model = cache(self._build_private_model)
        self._relation_model = cache(self._build_relation_model)
        # What most relationships are.
        self._without_attributes = cache(partial(self._check_relation, raw={}))

    def check_node(self, name: str, raw: Mapping[str, Any]) -> Checked:
        """Types what a node of class `name` stores, or says which rules it breaks."""
        return _check(self._node_model(name), self.schema.classes[name].public_properties(), raw)

    def check_private(self, name: str, raw: Mapping[str, Any]) -> Checked:
        """Types what a node of class `name` keeps sealed, or says which rules it breaks."""
        private = self.schema.classes[name].private_properties()
        return _check(self._private_model(name), private, raw)

    def check_relation(self, type_: str, raw: Mapping[str, Any]) -> Checked:
        """Types the attributes of a relationship, or says which rules they break."""
        return self._check_relation(type_, raw) if raw else self._without_attributes(type_)

    def _check_relation(self, type_: str, raw: Mapping[str, Any]) -> Checked:
        relation = self.schema.relation(type_)
        return _check(self._relation_model(type_), relation.attributes, raw)

    def _build_node_model(self, name: str) -> type[BaseModel]:
        self.schema.labels(name)  # names the class if there is none
        return _build_model(name, self.schema.classes[name].public_properties())

    def _build_private_model(self, name: str) -> type[BaseModel]:
        return _build_model(name, self.schema.classes[name].private_properties())

    def _build_relation_model(self, type_: str) -> type[BaseModel]:
        return _build_model(type_, self.schema.relation(type_).attributes)


def rule_of(prop: Property) -> str:
    """The rule of a property in words, as it stands in a rejection: `must be …`."""
    if prop.values:
        return f"must be one of {', '.join(prop.values)}"
    return f"must be {prop.message or RULES[prop.datatype]}"


def is_limited(prop: Property) -> bool:
    """Whether its texts are looked up, so that they have at most LONGEST_INDEXED characters."""
    return prop.datatype is Datatype.STRING and (prop.indexed or prop.is_key)


def range_of(prop: Property) -> Bounds:
    """Least and greatest value: the shape's, and for integers what the engines can store."""
    if prop.datatype is not Datatype.INTEGER:
        return prop.bounds
    low, high = prop.bounds
    return Bounds(-LARGEST if low is None else low, LARGEST if high is None else high)


def _check(
    model: type[BaseModel], properties: tuple[Property, ...], raw: Mapping[str, Any]
) -> Checked:
    given = {name: value for name, value in raw.items() if value or value in (0, False)}
    try:
        checked = model.model_validate(given)
    except ValidationError as error:
        by_name = {prop.name: prop for prop in properties}
        return tuple(_violation(by_name, given, dict(e)) for e in error.errors(include_url=False))
    # Its own way to go through fields takes longer than all of the check.
    fields = vars(checked).items()
    return {name: _plain(value) for name, value in fields if value is not None}


def _violation(
    by_name: Mapping[str, Property], given: Mapping[str, Any], error: Mapping[str, Any]
) -> Violation:
    name, constraint = str(error["loc"][0]), CONSTRAINTS.get(error["type"], "datatype")
    if name not in by_name:
        value = str(given.get(name, ""))
        return Violation(name, value, "is no property of this class", "closed")
    if constraint == "minCount":
        return Violation(name, "", "must not be empty", constraint)
    value = _value(given[name], error["loc"])
    if constraint == "maxLength":
        rule = f"must have at most {LONGEST_INDEXED:,} characters"
        return Violation(name, value, rule, constraint)
    if isinstance(given[name], list | tuple) and not by_name[name].many:
        return Violation(name, value, "must be a single value", "maxCount")
    return Violation(name, value, rule_of(by_name[name]), constraint)


def _value(given: Any, place: Sequence[Any]) -> str:
    """The value that is wrong; of several the one at its place."""
    return str(given[place[1]] if len(place) > 1 and isinstance(given, list | tuple) else given)


def _plain(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _build_model(name: str, properties: tuple[Property, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {prop.name: _field(prop) for prop in properties}
    config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())
    try:
        return create_model(name, __config__=config, **fields)
    except SchemaError as error:
        raise OntologyError(f"vc:{name} cannot be checked: {error}") from error


def _field(prop: Property) -> Any:
    # `Any`: the annotation is put together at run time, out of mypy's sight.
    one: Any = (
        Literal[prop.values]
        if prop.values and prop.datatype is Datatype.STRING
        else Annotated[(TYPES[prop.datatype], *_checks(prop))]
    )
    if prop.many and prop.required:
        return (Annotated[list[one], Field(min_length=1)], ...)
    if prop.many:
        return (list[one] | None, None)
    return (one, ...) if prop.required else (one | None, None)


def _checks(prop: Property) -> list[Any]:
    checks: list[Any] = []
    limits: dict[str, Any] = {}
    if prop.pattern:
        limits["pattern"] = prop.pattern
    if is_limited(prop):
        limits["max_length"] = LONGEST_INDEXED
    low, high = range_of(prop)
    if low is not None:
        limits["ge"] = low
    if high is not None:
        limits["le"] = high
    if prop.datatype is Datatype.DECIMAL:
        limits["allow_inf_nan"] = False
    checks.append(Field(**limits))
    if prop.datatype in LEXICAL:
        checks.append(BeforeValidator(_spelled(LEXICAL[prop.datatype])))
    return checks


def _spelled(form: re.Pattern[str]) -> Callable[[Any], Any]:
    """Only the lexical forms of XML Schema: pydantic would take 1_000 or seconds since 1970."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not form.fullmatch(value):
            raise ValueError(value)
        return value

    return check
