"""What a node or relationship of the graph stores, in Python's own types."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kg.model import Scalar, Value

RECORDS = "records"
# The ids that were merged into an organisation, which no record states.
MERGED_IDS = "mergedIds"
NOT_STATED = frozenset({RECORDS, MERGED_IDS})


def divided(stored: Mapping[str, Any]) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The properties by name, and the records behind them."""
    properties = {n: _value(v) for n, v in sorted(stored.items()) if n not in NOT_STATED}
    return properties, tuple(stored.get(RECORDS) or ())


def _value(value: Any) -> Value:
    return tuple(map(_scalar, value)) if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> Scalar:
    """A value as Python has it: the driver brings its own types of dates and times."""
    native: Scalar = value.to_native() if hasattr(value, "to_native") else value
    if isinstance(native, dt.datetime) and native.tzinfo is None:
        return native.replace(tzinfo=dt.UTC)
    return native
