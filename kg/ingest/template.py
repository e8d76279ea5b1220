"""Writes a member package to fill in: each file with its header and one example row, explained."""

import csv
import io
from pathlib import Path

from kg.errors import InputError, StorageError
from kg.ingest.table import Column, SourceFormat, Table
from kg.ontology.schema import Schema

HEAD = "| column | what it is | rule |\n| --- | --- | --- |"
INTRODUCTION = """\
# Member package

Fill in these files and load them with `kg ingest members` and the path of this folder, or of a zip
archive of it. Every row here is an example: replace it. Only {needed} must be there; a file that
you have nothing for may be deleted, and a column that you have nothing for as well, unless it is
marked as needed. Files are UTF-8 with commas, semicolons or tabs, or of another encoding, which is
found and told. A workbook (.xlsx, .xls, .ods) with a sheet of each name, or files of JSON or
Parquet, may stand in their place. A cell that holds several values
has them parted by `|`. A decimal has a point or a comma, and nothing parts thousands: `1200.5`. A
date is written `2026-12-01`. What a row names by its id may stand in any file of the package, or
may have been loaded before.

Ids are yours, without spaces; they stay the same from delivery to delivery, and they can be seen by
everybody who may query the graph: put no name of a person into one. Values marked as private are
sealed before they are stored.
"""


def write_template(folder: Path, format_: SourceFormat, schema: Schema) -> list[Path]:
    """Writes the files of a format and a README into a folder that holds none of them yet.

    InputError when a file is there already.
    """
    texts = {file_name(table): example(table) for table in format_.tables}
    texts["README.md"] = readme(format_, schema)
    there = sorted(name for name in texts if (folder / name).exists())
    if there:
        raise InputError(f"{folder / there[0]} is there already; next step: name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror}") from error
    return [folder / name for name in texts]


def file_name(table: Table) -> str:
    """The delimited file of a table."""
    return next(name for name in table.files if name.endswith(".csv"))


def example(table: Table) -> str:
    """The header and the example row of a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.documented)
    writer.writerow(column.example for column in table.documented)
    return text.getvalue()


def readme(format_: SourceFormat, schema: Schema) -> str:
    """What every file and column is for."""
    needed = ", ".join(file_name(t) for t in format_.tables if t.name not in format_.optional)
    parts = [INTRODUCTION.format(needed=needed)]
    for table in format_.tables:
        name = file_name(table)
        other = [f"`{file}`" for file in table.files if file != name]
        also = f"\n{' or '.join(other)} (SKOS) may stand in its place.\n" if other else ""
        private = schema.classes[table.sealed].private_properties() if table.sealed else ()
        hidden = {prop.name for prop in private}
        rows = (_line(column, column.name in hidden) for column in table.documented)
        parts.append("\n".join([f"## {name}", also, HEAD, *rows, ""]))
    return "\n".join(parts)


def _line(column: Column, is_private: bool) -> str:
    marks = ["needed"] * column.is_required + ["private"] * is_private
    rule = "; ".join([column.rule, *marks]).replace("|", "\\|")
    return f"| {column.name} | {column.definition} | {rule} |"
