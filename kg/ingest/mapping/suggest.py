"""Proposes a mapping: which foreign table and column may be which of ours, and how sure it is."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.errors import InputError
from kg.ingest.files import FoundFile, check_path
from kg.ingest.mapping.codes import choices_of
from kg.ingest.mapping.values import Guess, Target, guess_rule
from kg.ingest.mapping.words import TABLE_WORDS, folded, properties_of, words_of
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.guarded import sheet_names
from kg.ingest.readers.kinds import READABLE, TURTLE, WORKBOOKS, kind_of
from kg.ingest.readers.open import known_names, read_raw
from kg.ingest.readers.package import places
from kg.ingest.readers.raw_table import RawTable
from kg.ingest.table import SourceFormat, Table
from kg.ontology.schema import Schema

ROWS_LOOKED_AT = 1_000
# From here on a line is not commented out.
SURE = 0.8
NEAR = 0.84
# Names alone, without a value that could speak against them.
BY_NAME = {"its name": 1.0, "a former name": 0.95, "its caption": 0.95, "its German caption": 0.95}
BY_SYNONYM, BY_LIKENESS = 0.85, 0.6
# So many letters at the beginning are no chance.
LEAST_COMMON = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One proposed column: what it is read from and how, why, and how sure that is."""

    column: str
    source: str
    guess: Guess
    why: str
    sure: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed table; `missing` are columns that it must have and nothing fits."""

    table: Table
    file: str
    sheet: str | None
    lines: Sequence[Line]
    ignored: Sequence[str]
    missing: Sequence[str]
    sure: float


def suggest(
    path: Path, format_: SourceFormat, schema: Schema, encoding: str | None = None
) -> list[Proposal]:
    """Proposals for the files under a path in loading order, one a table; the surest is taken."""
    check_path(path)
    found: dict[str, Proposal] = {}
    for file in _files(path, format_):
        known = {name for table in format_.tables for name in known_names(table)}
        raw = read_raw(file, encoding, known)
        values = _columns(raw)
        options = [_proposal(file, table, values, schema) for table in format_.tables]
        best = max(options, key=lambda proposal: proposal.sure)
        before = found.get(best.table.name)
        if best.lines and (before is None or best.sure > before.sure):
            found[best.table.name] = best
    if not found:
        raise InputError(f"{path} holds nothing that looks like a table; next step: check the path")
    return [found[table.name] for table in format_.tables if table.name in found]


def _files(path: Path, format_: SourceFormat) -> list[FoundFile]:
    """Every table under a path; which of ours it is is not known yet."""
    any_table = format_.tables[0]
    files = [place for place in places(path) if kind_of(place) in READABLE - TURTLE]
    return [
        FoundFile(any_table, place, sheet)
        for place in files
        for sheet in (sheet_names(place) if kind_of(place) in WORKBOOKS else [None])
    ]


def _columns(raw: RawTable) -> Mapping[str, list[str]]:
    rows = [row for row in islice(raw.rows, ROWS_LOOKED_AT) if isinstance(row, RawRow)]
    names = dict.fromkeys(name for name in raw.columns if name)
    return {name: [row.values[name] for row in rows if row.values.get(name)] for name in names}


def _proposal(
    file: FoundFile, table: Table, values: Mapping[str, list[str]], schema: Schema
) -> Proposal:
    props = properties_of(table, schema)
    lines = []
    for column in table.documented:
        prop = props.get(column.name)
        words = words_of(column, prop)
        is_key = table.key == (column.name,)
        target = Target(column, prop, choices_of(column, prop, schema), is_key)
        for source, cells in values.items():
            by_name, why = _likeness(source, words)
            if by_name:
                guess = guess_rule(target, cells)
                sure = round((by_name + (1 - by_name) * guess.tells) * guess.fits, 2)
                lines.append(Line(column.name, source, guess, f"{why}; {guess.why}", sure))
    taken = _each_once(lines)
    needed = [c for c in table.columns if c in table.required or c in table.key]
    missing = [name for name in needed if all(x.column != name or x.sure < SURE for x in taken)]
    used = {line.source for line in taken if line.sure >= SURE}
    ignored = [source for source in values if source not in used]
    sure = sum(line.sure for line in taken) - len(missing) + 2 * _is_named(file, table)
    return Proposal(table, file.path.name, file.sheet, taken, ignored, missing, sure)


def _likeness(source: str, words: Mapping[str, str]) -> tuple[float, str]:
    name = folded(source)
    if name in words:
        return BY_NAME.get(words[name], BY_SYNONYM), f"the name is {words[name]}"
    near = [word for word in words if _begins(name, word) or _begins(word, name)]
    near = near or difflib.get_close_matches(name, list(words), n=1, cutoff=NEAR)
    if near:
        return BY_LIKENESS, f"the name is like {words[near[0]]}"
    parts = [folded(part) for part in re.split(r"\W+", source)]
    held = [part for part in parts if part in words]
    return (BY_LIKENESS, f"the name holds {words[held[0]]}") if held else (0.0, "")


def _begins(name: str, word: str) -> bool:
    """Whether a word goes on from a name, as in `Branche` and `Branchen`."""
    return len(name) >= LEAST_COMMON and word.startswith(name)


def _each_once(lines: Sequence[Line]) -> list[Line]:
    """The surest lines, so that no column stands twice; in the order of our columns."""
    taken: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.sure):
        if all(line.column != t.column and line.source != t.source for t in taken):
            taken.append(line)
    return [line for line in lines if line in taken]


def _is_named(file: FoundFile, table: Table) -> bool:
    stems = {Path(name).stem for name in table.files}
    words = {folded(word) for stem in stems for word in (stem, *TABLE_WORDS.get(stem, ()))}
    return folded(file.sheet or "") in words or folded(file.path.stem) in words
