"""Parameters of a question, as a command line gives them and as an engine takes them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import InputError, UsageError

MOST_CHARACTERS = 1_000_000  # of all parameters as JSON; an engine takes messages of 16 MiB
MOST_DEPTH = 20  # lists within lists; the driver packs them by recursion
SMALLEST, LARGEST = -(2**63), 2**63 - 1


def read_parameters(given: Sequence[str]) -> dict[str, Any]:
    """Parameters from `name=value`: a value is JSON where it can be, a text where not."""
    found = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not (name.isidentifier() and name.isascii()):
            raise UsageError(f"--param {item!r} is not name=value; try: --param country=DE")
        found[name] = _value(value)
    return found


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Raises InputError for a value that no engine can take."""
    for name, value in parameters.items():
        if fault := _fault(value, MOST_DEPTH):
            raise InputError(f"the parameter {name!r} {fault}")
    size = len(json.dumps(dict(parameters), default=str))
    if size > MOST_CHARACTERS:
        raise InputError(
            f"the parameters have {size:,} characters, more than {MOST_CHARACTERS:,}; next step: "
            "ask several times, for a part each"
        )


def _fault(value: Any, depth: int) -> str | None:
    if depth == 0:
        return f"has more than {MOST_DEPTH} lists within each other"
    match value:
        case int():
            is_in_range = SMALLEST <= value <= LARGEST
            return None if is_in_range else "holds a whole number of more than 64 bits"
        case str():
            return None if _is_utf8(value) else "is no UTF-8"
        case Mapping():
            parts = [*value.keys(), *value.values()]
        case list() | tuple():
            parts = list(value)
        case _:
            return None
    return next((fault for part in parts if (fault := _fault(part, depth - 1))), None)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
