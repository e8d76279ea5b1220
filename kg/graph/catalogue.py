"""Reads the canonical graph: streams of everything for the read model, and single things."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.connection import Connection, Row
from kg.graph.prepare import read_state
from kg.graph.statements import statement
from kg.model import Citation, Organisation, OrganisationDetail, Statement

ROOT = "Organisation"
MOST_CAPABILITIES = 1_000


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """A capability as the read model needs it; days are None where no source states them."""

    id: str
    organisation: str
    text: str
    status: str
    level: int | None
    recorded_on: dt.date | None
    consortium_size: int | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence as the read model needs it."""

    id: str
    issued_on: dt.date | None
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """A competency with all its labels."""

    id: str
    label: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with all its names."""

    id: str
    name: str
    alternatives: tuple[str, ...]


class Catalogue:
    """What can be read of organisations, competencies, evidence and regions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """The revision of the graph now; 0 when nothing was ever loaded."""
        return read_state(self._connection).revision

    def graph_id(self) -> str:
        """What tells this graph from every other, whatever its revision."""
        return read_state(self._connection).graph_id

    def organisations(self) -> Iterator[Organisation]:
        """All organisations."""
        return map(_organisation, self._connection.stream(statement("all_organisations")))

    def capabilities(self) -> Iterator[CapabilityRow]:
        """All capabilities that an organisation offers."""
        for row in self._connection.stream(statement("all_capabilities")):
            yield CapabilityRow(
                row["id"],
                row["organisation"],
                row["text"] or "",
                row["status"],
                row["level"],
                _day(row["recordedOn"]),
                row["consortiumSize"],
            )

    def capability_competencies(self) -> Iterator[tuple[str, str]]:
        """All pairs of a capability and a competency that it states."""
        rows = self._connection.stream(statement("all_capability_competencies"))
        return ((row["capability"], row["competency"]) for row in rows)

    def capability_evidence(self) -> Iterator[tuple[str, str]]:
        """All pairs of a capability and a piece of evidence."""
        rows = self._connection.stream(statement("all_capability_evidence"))
        return ((row["capability"], row["evidence"]) for row in rows)

    def evidence(self) -> Iterator[EvidenceRow]:
        """All evidence."""
        for row in self._connection.stream(statement("all_evidence")):
            days = _day(row["issuedOn"]), _day(row["expiresOn"])
            yield EvidenceRow(row["id"], *days)

    def competencies(self) -> Iterator[CompetencyRow]:
        """All competencies."""
        for row in self._connection.stream(statement("all_competencies")):
            yield CompetencyRow(row["id"], row["prefLabel"], tuple(row["altLabels"] or ()))

    def regions(self) -> Iterator[RegionRow]:
        """All regions."""
        for row in self._connection.stream(statement("all_regions")):
            yield RegionRow(row["id"], row["name"], tuple(row["alternativeNames"] or ()))

    def former_regions(self) -> dict[str, str]:
        """Codes of earlier versions that exactly one region took over, with its code."""
        rows = self._connection.read(statement("former_region_codes"))
        return {row["code"]: row["region"] for row in rows}

    def cite(self, evidence: Sequence[str], capabilities: Sequence[str]) -> dict[str, Citation]:
        """Evidence and statements by id, each with the file and row that it comes from."""
        rows: list[Row] = []
        for name, ids in (("cite_evidence", evidence), ("cite_capabilities", capabilities)):
            if ids:
                rows += self._connection.read(statement(name), ids=list(ids), limit=len(ids))
        return {row["id"]: Citation(**{**row, "date": _day(row["date"])}) for row in rows}

    def find_organisations(self, text: str, limit: int) -> list[Organisation]:
        """Organisations whose name or other name contains the text, shortest name first."""
        rows = self._connection.read(
            statement("find_organisations"), text=text.lower(), limit=limit
        )
        return [_organisation(row) for row in rows]

    def organisation(self, id_: str) -> OrganisationDetail | None:
        """One organisation with what it offers, or None."""
        rows = self._connection.read(statement("organisation"), id=id_)
        if not rows:
            return None
        row = rows[0]
        offered = self._connection.read(
            statement("organisation_capabilities"), id=id_, limit=MOST_CAPABILITIES
        )
        proofs = sorted({proof for item in offered for proof in item["evidence"]})
        citations = self.cite(proofs, ())
        return OrganisationDetail(
            _organisation(row),
            tuple(row["alternativeNames"] or ()),
            row["description"],
            row["website"],
            row["sizeClass"],
            tuple(sorted((_statement(s, citations) for s in offered), key=_newest_first)),
            tuple(row["records"]),
        )


def _organisation(row: Row) -> Organisation:
    kinds = [label for label in row["labels"] if label != ROOT]
    return Organisation(
        id=row["id"],
        name=row["name"],
        kind=kinds[0] if kinds else ROOT,
        country=row["country"],
        region=row["region"],
        region_name=row.get("regionName"),
        city=row.get("city"),
    )


def _statement(row: Row, citations: dict[str, Citation]) -> Statement:
    return Statement(
        row["id"],
        row["text"] or "",
        row["status"],
        row["level"],
        _day(row["recordedOn"]),
        tuple(sorted(row["competencies"])),
        tuple(citations[proof] for proof in sorted(row["evidence"]) if proof in citations),
    )


def _newest_first(statement_: Statement) -> tuple[int, str]:
    day = statement_.recorded_on
    return (-day.toordinal() if day else 0, statement_.id)


def _day(value: Any) -> dt.date | None:
    """A day as Python has it: the driver brings its own type."""
    return None if value is None else dt.date(value.year, value.month, value.day)
