"""Which files may hold a table, by their endings."""

from pathlib import Path

DELIMITED = frozenset({".csv", ".tsv"})
JSON = frozenset({".json"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
PARQUET = frozenset({".parquet"})
TURTLE = frozenset({".ttl"})
# Those that bear the name of their table; a workbook may bear another.
TABLES = DELIMITED | JSON | JSON_LINES | PARQUET | TURTLE
READABLE = TABLES | WORKBOOKS
ENDINGS = ", ".join(sorted(READABLE | {".zip"}))


def kind_of(path: Path) -> str:
    """The ending of a file, in lower case."""
    return path.suffix.lower()


def plain(name: str) -> str:
    """The name of a file or sheet as it is compared: people write Organisations, too."""
    return name.strip().casefold()
