"""Feedback of brokers as the graph keeps it, what was taken back included."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import neo4j

from kg.graph.connection import Connection
from kg.graph.parts import parts
from kg.graph.statements import statement
from kg.graph.stored_values import divided
from kg.model import Feedback, Scalar, Value

# The fields of feedback by their names in the ontology; all but `standing` are its own.
NAMES = {
    "id": "id",
    "organisation": "organisationId",
    "verdict": "feedbackKind",
    "reason": "unfitReason",
    "need": "needDigest",
    "competencies": "competencyId",
    "decided_by": "decidedBy",
    "decided_at": "decidedAt",
    "withdrawn_by": "withdrawnBy",
    "withdrawn_at": "withdrawnAt",
}


class FeedbackLog:
    """Reads and writes the feedback of one graph.

    It has a revision of its own: what the read model and derived links hold does not depend on it,
    so that they need not be brought up to date for it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Feedback]:
        """All feedback, oldest first."""
        return _in_order(self._connection.read(statement("all_feedback")))

    def on(self, organisations: Iterable[str]) -> list[Feedback]:
        """All feedback on the organisations with these ids, oldest first."""
        ids = sorted(organisations)
        return _in_order(self._connection.read(statement("feedback_on"), ids=ids))

    def find(self, id_: str) -> Feedback | None:
        """The feedback with this id, if there is one."""
        rows = self._connection.read(statement("feedback_by_id"), id=id_)
        return next(iter(_in_order(rows)), None)

    def put(self, feedback: Sequence[Feedback]) -> None:
        """Adds feedback, or replaces what it says, in the order given."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            write_feedback(tx, feedback)

        self._connection.write(work)


def write_feedback(tx: neo4j.ManagedTransaction, feedback: Sequence[Feedback]) -> None:
    """Adds feedback as part of a transaction, in its order: what is withdrawn frees its place."""
    for part in parts(list(map(feedback_row, feedback))):
        tx.run(statement("put_feedback"), rows=part).consume()
    tx.run(statement("next_feedback")).consume()


def feedback_fields(feedback: Feedback) -> dict[str, Value]:
    """Feedback in the ontology's words, without what it does not say."""
    found = {name: getattr(feedback, field) for field, name in NAMES.items()}
    return {name: value for name, value in found.items() if value not in (None, ())}


def feedback_of(fields: Mapping[str, Any]) -> Feedback:
    """The feedback that such words tell."""
    found = {field: fields[name] for field, name in NAMES.items() if fields.get(name) is not None}
    return Feedback(**{**found, "competencies": tuple(found.get("competencies", ()))})


def standing_key(organisation: str, need: str) -> str:
    """What the feedback in force on an organisation for a need holds, so that there is one."""
    return hashlib.sha256(f"{organisation} {need}".encode()).hexdigest()[:32]


def feedback_row(feedback: Feedback) -> dict[str, Scalar | list[Scalar] | None]:
    """Feedback as the graph stores it."""
    row: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in feedback_fields(feedback).items()
    }
    if feedback.is_in_force:
        row["standing"] = standing_key(feedback.organisation, feedback.need)
    return row


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Feedback]:
    found = (feedback_of(_utc(divided(row["properties"]).properties)) for row in rows)
    return sorted(found, key=lambda feedback: (feedback.decided_at, feedback.id))


def _utc(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {n: v.astimezone(dt.UTC) if isinstance(v, dt.datetime) else v for n, v in fields.items()}
