"""Applies a mapping: foreign files are found as our tables, and their rows made ours."""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError
from kg.ingest.country_names import COUNTRY_NAMES
from kg.ingest.date_readings import date_readings
from kg.ingest.files import FoundFile
from kg.ingest.load import OpenFile
from kg.ingest.mapping.convert import NoValueError, convert
from kg.ingest.mapping.model import ColumnRule, MappingFile, TableRule
from kg.ingest.mapping.words import folded
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.ingest.readers.kinds import JSON, JSON_LINES, PARQUET, TURTLE, WORKBOOKS, kind_of, plain
from kg.ingest.readers.open import known_names, open_member_file, read_raw
from kg.ingest.readers.package import Place
from kg.ingest.readers.raw_table import RawTable, fit, sparing
from kg.ingest.suggestions import choose
from kg.ingest.table import SourceFormat
from kg.model import Reason, Rejection, Suggestion

TYPED = WORKBOOKS | PARQUET | JSON | JSON_LINES


class AppliedMapping:
    """A mapping of one format, whose tables and columns are known to be ours."""

    def __init__(self, path: Path, content: MappingFile, format_: SourceFormat) -> None:
        """Raises InputError for a table or column that we do not have."""
        self._path = path
        names = {plain(Path(name).stem): table for table in format_.tables for name in table.files}
        self._rules: dict[str, tuple[str, TableRule]] = {}
        self.places: list[Place] = []
        for name, rule in content.tables.items():
            table = names.get(plain(name))
            if table is None:
                raise self._unknown(f"tables.{name}", "table", name, names)
            for column in rule.columns:
                if column not in table.columns:
                    where = f"tables.{name}.columns.{column}"
                    raise self._unknown(where, "column", column, table.columns)
            if table.name in self._rules:
                raise InputError(f"{path}, tables.{name}: is there twice; next step: keep one")
            self._rules[table.name] = (name, rule)
            if rule.file is not None:
                self.places.append(Place(rule.file, rule.sheet, table))

    def open(self, file: FoundFile, encoding: str | None) -> OpenFile:
        """A file as rows of its table, by the rule of the table."""
        if kind_of(file.path) in TURTLE:
            return open_member_file(file)
        name, rule = self._rules.get(file.table.name, ("", TableRule()))
        sources = {ours: c.source for ours, c in rule.columns.items() if c.source is not None}
        raw = read_raw(file, encoding, {*known_names(file.table), *sources.values(), *rule.ignore})
        for ours, theirs in sources.items():
            if theirs not in raw.columns:
                raise self._unknown(
                    f"tables.{name}.columns.{ours}", f"column of {file.name}", theirs, raw.columns
                )
        mapped = _Mapped(file, raw, rule, f"{self._path.name}, tables.{name}.columns")
        opened = fit(file, replace(raw, columns=mapped.columns, rows=mapped.rows()))
        return replace(opened, names={**opened.names, **sources})

    def _unknown(self, where: str, what: str, name: str, known: Iterable[str]) -> InputError:
        names = list(known)
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names[:40])}"
        return InputError(f"{self._path}, {where}: there is no {what} {name!r}; next step: {hint}")


@dataclass(frozen=True, slots=True)
class _Mapped:
    """The rows of a table under our names; columns that no rule names keep theirs."""

    file: FoundFile
    raw: RawTable
    rule: TableRule
    place: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.rule.columns, *self._others())

    def rows(self) -> Iterator[RawRow | Rejection]:
        others = self._others()
        for row in self.raw.rows:
            if isinstance(row, RawRow):
                yield self._row(row, others)
            elif WHOLE_ROW in row.cells or row.reason is Reason.TOO_LONG:
                yield _whole(row)
            else:
                yield self._partly(row, others)

    def _others(self) -> Sequence[str]:
        used = {*(rule.source for rule in self.rule.columns.values()), *self.rule.ignore}
        return [name for name in self.raw.columns if name not in used]

    def _row(self, row: RawRow, others: Sequence[str]) -> RawRow | Rejection:
        values = {name: row.values[name] for name in others if name in row.values}
        is_typed, faults = kind_of(self.file.path) in TYPED, []
        for ours, rule in self.rule.columns.items():
            text = row.values.get(rule.source or "", "")
            try:
                values[ours] = convert(rule, text, is_typed=is_typed)
            except NoValueError as error:
                # What cannot be converted is kept as it is: under our name, by which it is known
                # whether it is private, and under which it is mended.
                values[ours] = text
                faults.append((ours, error))
        values = {name: text for name, text in values.items() if text}
        if not faults:
            return RawRow(row.line, values)
        first, *further = (self._refused(row, values, *fault) for fault in faults)
        return sparing(self.file.table, replace(first, further=tuple(further)))

    def _partly(self, row: Rejection, others: Sequence[str]) -> RawRow | Rejection:
        """A row of which some cells could not be read: those that we need stand as they are."""
        broken = {fault.cell: fault for fault in (row, *row.further)}
        good = {name: text for name, text in row.cells.items() if name not in broken}
        mapped = self._row(RawRow(row.line, good), others)
        sources = {ours: rule.source for ours, rule in self.rule.columns.items() if rule.source}
        named = {**{name: name for name in others}, **sources}
        needed = {ours: theirs for ours, theirs in named.items() if theirs in broken}
        if not needed:
            return mapped
        cells = dict(mapped.values if isinstance(mapped, RawRow) else mapped.cells)
        cells |= {ours: row.cells[theirs] for ours, theirs in needed.items()}
        faults = [replace(broken[theirs], cell=ours) for ours, theirs in needed.items()]
        faults += [] if isinstance(mapped, RawRow) else [mapped, *mapped.further]
        first, *further = (replace(fault, cells=cells, further=()) for fault in faults)
        return sparing(self.file.table, replace(first, further=tuple(further)))

    def _refused(
        self, row: RawRow, values: Mapping[str, str], ours: str, error: NoValueError
    ) -> Rejection:
        rule = self.rule.columns[ours]
        text = row.values.get(rule.source or "", "")
        told = f"{error.rule} ({self.place}.{ours}.{error.key})"
        return Rejection(
            self.file.name,
            row.line,
            rule.source or ours,
            text,
            told,
            values,
            error.reason,
            ours,
            self._suggestions(ours, rule, text, error),
        )

    @staticmethod
    def _suggestions(
        ours: str, rule: ColumnRule, text: str, error: NoValueError
    ) -> tuple[Suggestion, ...]:
        if rule.separator:
            return ()
        if error.key == "date":
            return date_readings(text)
        if error.key != "codes" or rule.codes is None:
            return ()
        country = COUNTRY_NAMES.get(folded(text)) if ours == "country" else None
        if country:
            return (Suggestion(country, f"the country is called {text!r}"),)
        # What stands for the code that is meant, since a mended row is not mapped again.
        found = choose(text, dict.fromkeys(rule.codes, ()))
        return tuple(
            Suggestion(rule.prefix + rule.codes[s.value], f"like {s.value!r}") for s in found
        )


def _whole(rejection: Rejection) -> Rejection:
    """Foreign names say nothing of what is private, so all of a row is kept as one text."""
    if WHOLE_ROW in rejection.cells:
        return rejection
    text = json.dumps(dict(rejection.cells), ensure_ascii=False)
    return replace(rejection, cells={WHOLE_ROW: text}, cell=WHOLE_ROW)
