"""How long a row, its cells and its key may be: what is longer is kept out, with the others kept.

The engines set the limits: a message to the embedded one may have 16 MiB, and a key is indexed. A
character is up to four bytes, and JSON may add as much again.
"""

from collections.abc import Mapping

from kg.model import Reason, Rejection
from kg.ontology.contract import LONGEST_INDEXED

LONGEST_CELL = 131_072
LONGEST_ROW = 1_000_000
LONGEST_KEY = LONGEST_INDEXED
# Of a row that is too long: it stands in its file, and a hundred of them must not fill the memory.
LONGEST_KEPT = 100_000
LONGEST_SHOWN = 200


def too_long(
    file: str, line: int, values: Mapping[str, str], names: Mapping[str, str] | None = None
) -> Rejection | None:
    """The rejection of a row that is too long, or None; `names` are the file's for our columns."""
    size = sum(map(len, values.values()))
    if size <= LONGEST_CELL:
        return None
    column = max(values, key=lambda name: len(values[name]), default="(row)")
    longest = len(values.get(column, ""))
    if longest > LONGEST_CELL:
        rule = f"must have at most {LONGEST_CELL:,} characters, not {longest:,}"
    elif size > LONGEST_ROW:
        column, rule = "(row)", f"must have at most {LONGEST_ROW:,} characters, not {size:,}"
    else:
        return None
    shown = values.get(column, "")[:LONGEST_SHOWN]
    kept = {name: value[:LONGEST_KEPT] for name, value in values.items()}
    shown_as = (names or {}).get(column, column)
    return Rejection(file, line, shown_as, shown, rule, kept, Reason.TOO_LONG, column)
