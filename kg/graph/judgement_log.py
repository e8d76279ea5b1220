"""Judgements on identity as the graph keeps them, those withdrawn included."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kg.graph.connection import Connection
from kg.graph.identities import Identities
from kg.graph.statements import statement
from kg.graph.stored_values import divided
from kg.model import Judgement, Scalar, Value

# The fields of a judgement by their names in the ontology; all but `pair` are its own.
NAMES = {
    "id": "id",
    "left": "leftId",
    "right": "rightId",
    "verdict": "judgementKind",
    "decided_by": "decidedBy",
    "decided_at": "decidedAt",
    "note": "reason",
    "probability": "probability",
    "weight": "weight",
    "clues": "clue",
    "weights_version": "weightsVersion",
    "withdrawn_by": "withdrawnBy",
    "withdrawn_at": "withdrawnAt",
}


class JudgementLog:
    """Reads the judgements of one graph."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Judgement]:
        """Every judgement, oldest first."""
        return _in_order(self._connection.read(statement("all_judgements")))

    def of(self, ids: Collection[str]) -> list[Judgement]:
        """Every judgement on one of these ids, oldest first."""
        return _in_order(self._connection.read(statement("judgements_of"), ids=sorted(ids)))

    def identities(self, id_: str) -> Identities:
        """The group of ids that mean one organisation with this one."""
        known, asked = {id_}, {id_}
        pairs: set[tuple[str, str]] = set()
        while asked:
            found = {j.pair for j in self.of(asked) if j.merges}
            pairs |= found
            asked = {other for pair in found for other in pair} - known
            known |= asked
        return Identities.of(pairs)


def judgement_fields(judgement: Judgement) -> dict[str, Value]:
    """A judgement in the ontology's words, without what it does not say."""
    found = {name: getattr(judgement, field) for field, name in NAMES.items()}
    return {name: value for name, value in found.items() if value not in (None, ())}


def judgement_of(fields: Mapping[str, Any]) -> Judgement:
    """The judgement that such words tell."""
    found = {field: fields[name] for field, name in NAMES.items() if fields.get(name) is not None}
    return Judgement(**{**found, "clues": tuple(found.get("clues", ()))})


def pair_key(left: str, right: str) -> str:
    """What the judgement in force on a pair holds, so that there is one: ids have no spaces."""
    return hashlib.sha256(f"{left} {right}".encode()).hexdigest()[:32]


def judgement_row(judgement: Judgement) -> dict[str, Scalar | list[Scalar] | None]:
    """A judgement as the graph stores it."""
    row: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in judgement_fields(judgement).items()
    }
    if judgement.is_in_force:
        row["pair"] = pair_key(*judgement.pair)
    return row


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Judgement]:
    found = (judgement_of(_utc(divided(row["properties"]).properties)) for row in rows)
    return sorted(found, key=lambda j: (j.decided_at, j.id))


def _utc(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {n: v.astimezone(dt.UTC) if isinstance(v, dt.datetime) else v for n, v in fields.items()}
