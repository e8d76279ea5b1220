"""Reads the canonical graph: streams of everything for the read model, and single things."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.judgement_log import JudgementLog
from kg.graph.opportunities import Capacity, read_capacity
from kg.graph.prepare import GraphState, read_state
from kg.graph.statements import statement, with_names
from kg.graph.stored_values import stored_day
from kg.model import (
    Citation,
    CompetencyMatch,
    Contact,
    Organisation,
    OrganisationDetail,
    Profile,
    Statement,
)

ROOT = "Organisation"
MOST_CAPABILITIES = 1_000
# How many are looked up by id at once.
PAGE_IDS = 1_000


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
    doubts: tuple[str, ...] = ()
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence as the read model needs it; of a certificate the title, else None.

    `is_work` tells projects and references from what only confirms a standard.
    """

    id: str
    issued_on: dt.date | None
    expires_on: dt.date | None
    certificate: str | None = None
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """A competency with all its labels, and its definition where that is read."""

    id: str
    label: str
    alternatives: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with all its names, and its point in degrees where one is stated."""

    id: str
    name: str
    alternatives: tuple[str, ...]
    point: tuple[float, float] | None = None


class Catalogue:
    """What can be read of organisations, competencies, evidence and regions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """The revision of the graph now; 0 when nothing was ever loaded."""
        return self.state().revision

    def state(self) -> GraphState:
        """All that is known of the graph as a whole, read at once."""
        return read_state(self._connection)

    def organisations(self, ids: Collection[str] | None = None) -> Iterator[Organisation]:
        """All organisations, or those with these ids that are there."""
        return map(_organisation, self._rows("organisations", ids))

    def capabilities(self, ids: Collection[str] | None = None) -> Iterator[CapabilityRow]:
        """All capabilities in force that an organisation offers, or those with these ids.

        One that was derived from a project stands and falls with it.
        """
        bereft = {row["id"] for row in self._rows("bereft_capabilities", ids)}
        for row in self._rows("capabilities", ids):
            if row["id"] in bereft:
                continue
            yield CapabilityRow(
                row["id"],
                row["organisation"],
                row["text"] or "",
                row["status"],
                row["level"],
                stored_day(row["recordedOn"]),
                row["consortiumSize"],
                tuple(row["doubts"] or ()),
                read_capacity(row),
            )

    def capability_competencies(
        self, ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """All pairs of a capability and a competency that it states, or those of these ids."""
        rows = self._rows("capability_competencies", ids)
        return ((row["capability"], row["competency"]) for row in rows)

    def capability_evidence(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """All pairs of a capability and a piece of evidence, or those of these capabilities."""
        rows = self._rows("capability_evidence", ids)
        return ((row["capability"], row["evidence"]) for row in rows)

    def evidence(self, ids: Collection[str] | None = None) -> Iterator[EvidenceRow]:
        """All evidence, or that with these ids."""
        for row in self._rows("evidence", ids):
            days = stored_day(row["issuedOn"]), stored_day(row["expiresOn"])
            yield EvidenceRow(row["id"], *days, row["certificate"], bool(row["isWork"]))

    def competencies(self, ids: Collection[str] | None = None) -> Iterator[CompetencyRow]:
        """All competencies, or those with these ids."""
        for row in self._rows("competencies", ids):
            yield CompetencyRow(row["id"], row["prefLabel"], tuple(row["altLabels"] or ()))

    def competency_hierarchy(self) -> Iterator[tuple[str, str]]:
        """All pairs of a competency and one that is broader."""
        rows = self._connection.stream(statement("all_competency_hierarchy"))
        return ((row["narrow"], row["broad"]) for row in rows)

    def organisation_sectors(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """All pairs of an organisation and a sector, or those of these organisations."""
        rows = self._rows("organisation_sectors", ids)
        return ((row["organisation"], row["sector"]) for row in rows)

    def organisation_ties(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """All pairs of organisations that work together, or those with one of these."""
        rows = self._rows("organisation_ties", ids)
        return ((row["organisation"], row["partner"]) for row in rows)

    def derived_capabilities(self, projects: Collection[str]) -> Iterator[str]:
        """Ids of the capabilities that are derived from these projects."""
        return (row["id"] for row in self._by_id("capabilities_of_projects", projects))

    def capabilities_at(self, root: str, type_: str, ids: Collection[str]) -> Iterator[str]:
        """Ids of the capabilities that nodes of a class have a relationship of a type to."""
        text = with_names("capabilities_at", root=root, type=type_)
        return (row["id"] for row in self._found(text, ids))

    def _rows(self, what: str, ids: Collection[str] | None) -> Iterator[Row]:
        if ids is None:
            return self._connection.stream(statement(f"all_{what}"))
        return self._by_id(f"changed_{what}", ids)

    def _by_id(self, name: str, ids: Collection[str]) -> Iterator[Row]:
        return self._found(statement(name), ids)

    def _found(self, text: str, ids: Collection[str]) -> Iterator[Row]:
        wanted = sorted(ids)
        for begin in range(0, len(wanted), PAGE_IDS):
            yield from self._connection.read(text, ids=wanted[begin : begin + PAGE_IDS])

    def links(self, type_: str, start: str, end: str) -> Iterator[tuple[str, str]]:
        """The ids of both ends of every relationship of a type, between nodes of two classes."""
        text = with_names("all_links", type=type_, start=start, end=end)
        return ((row["start"], row["end"]) for row in self._connection.stream(text))

    def regions(self) -> Iterator[RegionRow]:
        """All regions."""
        for row in self._connection.stream(statement("all_regions")):
            names = tuple(row["alternativeNames"] or ())
            yield RegionRow(row["id"], row["name"], names, _point(row))

    def former_regions(self) -> dict[str, str]:
        """Codes of earlier versions that exactly one region took over, with its code."""
        rows = self._connection.read(statement("former_region_codes"))
        return {row["code"]: row["region"] for row in rows}

    def cite(self, evidence: Sequence[str], capabilities: Sequence[str]) -> dict[str, Citation]:
        """Evidence and statements by id, each with the file and row that it comes from."""
        if not evidence and not capabilities:
            return {}
        rows = self._connection.read(
            statement("cite"), evidence=list(evidence), capabilities=list(capabilities)
        )
        return {row["id"]: Citation(**{**row, "date": stored_day(row["date"])}) for row in rows}

    def contacts(self, id_: str, limit: int = 1_000) -> list[Contact]:
        """The contacts of an organisation, by id."""
        rows = self._connection.read(statement("organisation_contacts"), id=id_, limit=limit)
        return [
            Contact(
                row["id"],
                row["jobTitle"],
                tuple(row["languages"] or ()),
                row["consentOn"].to_native(),
                row["sealed"],
            )
            for row in rows
        ]

    def find_organisations(self, text: str, limit: int) -> list[Organisation]:
        """Organisations whose name or other name contains the text, shortest name first."""
        rows = self._connection.read(
            statement("find_organisations"), text=text.lower(), limit=limit
        )
        return [_organisation(row) for row in rows]

    def organisation(self, id_: str) -> OrganisationDetail | None:
        """One organisation with what it offers, by any of its ids, or None."""
        rows = self._connection.read(statement("organisation"), id=id_)
        if not rows:
            kept = self.kept_id(id_)
            return None if kept == id_ else self.organisation(kept)
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
            tuple(sorted(row["records"])),
            tuple(row["mergedIds"] or ()),
            stored_day(row["retiredOn"]),
        )

    def judged_same(self) -> set[tuple[str, str]]:
        """The pairs of ids that were judged to be one organisation."""
        rows = self._connection.stream(statement("judged_same"))
        return {(row["left"], row["right"]) for row in rows}

    def kept_id(self, id_: str) -> str:
        """The id under which the graph has an organisation that may have been merged."""
        return JudgementLog(self._connection).identities(id_).kept(id_)


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
        doubts=tuple(row.get("doubts") or ()),
        profile=Profile(
            _point(row),
            row.get("sizeClass"),
            row.get("employees"),
            tuple(row.get("languages") or ()),
        ),
    )


def _point(row: Row) -> tuple[float, float] | None:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if latitude is None or longitude is None:
        return None
    return float(latitude), float(longitude)


def _statement(row: Row, citations: dict[str, Citation]) -> Statement:
    return Statement(
        row["id"],
        row["text"] or "",
        row["status"],
        row["level"],
        stored_day(row["recordedOn"]),
        tuple(sorted(row["competencies"])),
        tuple(citations[proof] for proof in sorted(row["evidence"]) if proof in citations),
        tuple(sorted((CompetencyMatch(*d) for d in row["derived"]), key=_surest_first)),
        tuple(row["doubts"] or ()),
    )


def _surest_first(competency: CompetencyMatch) -> tuple[float, str]:
    return -competency.confidence, competency.id


def _newest_first(statement_: Statement) -> tuple[int, str]:
    day = statement_.recorded_on
    return (-day.toordinal() if day else 0, statement_.id)
