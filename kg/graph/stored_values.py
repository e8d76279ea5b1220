"""What a node or relationship of the graph stores, in Python's own types."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model import Retirement, Scalar, SourceRecord, Value

RECORDS = "records"
RETIRED_ON = "retiredOn"
# The ids that were merged into an organisation, which no record states.
MERGED_IDS = "mergedIds"
# What is computed of nodes and stated by nobody.
DERIVED = frozenset({"doubts", MERGED_IDS})
NOT_STATED = frozenset({RECORDS, RETIRED_ON, *DERIVED})


@dataclass(frozen=True, slots=True)
class Divided:
    """The stated properties by name, and what loads note beside them."""

    properties: dict[str, Value]
    records: tuple[str, ...]
    retired_on: dt.date | None


def divided(stored: Mapping[str, Any]) -> Divided:
    """What sources state of a node or relationship, apart from where it comes from.

    The order of the records means nothing.
    """
    properties = {n: _value(v) for n, v in sorted(stored.items()) if n not in NOT_STATED}
    records = tuple(sorted(stored.get(RECORDS) or ()))
    return Divided(properties, records, stored_day(stored.get(RETIRED_ON)))


def stored_record(row: Mapping[str, Any]) -> SourceRecord:
    """A source record as the statements that read records return it."""
    fields = {**row, "values": json.loads(row["values"])}
    load, on = fields.pop("retiredIn"), stored_day(fields.pop("retiredOn"))
    retired = Retirement(load, on) if load and on else None
    return SourceRecord(**fields, retired=retired)


def stored_day(value: Any) -> dt.date | None:
    """A day as Python has it: the driver brings its own type."""
    return None if value is None else dt.date(value.year, value.month, value.day)


def _value(value: Any) -> Value:
    return tuple(map(_scalar, value)) if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> Scalar:
    """A value as Python has it: the driver brings its own types of dates and times."""
    native: Scalar = value.to_native() if hasattr(value, "to_native") else value
    if isinstance(native, dt.datetime) and native.tzinfo is None:
        return native.replace(tzinfo=dt.UTC)
    return native
