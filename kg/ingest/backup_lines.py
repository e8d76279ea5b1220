"""What a graph keeps as lines of a backup, and such lines read again."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from kg.graph.archive import KeptLoad
from kg.graph.batch import KeptRecord
from kg.graph.feedback_log import feedback_fields, feedback_of
from kg.graph.judgement_log import judgement_fields, judgement_of
from kg.graph.tombstones import Tombstone, tombstone_fields
from kg.model import Feedback, Judgement, Retirement, SourceRecord, Value
from kg.ontology.contract import Contract

LOAD_COUNTS = {
    "read": "rowsRead",
    "written": "rowsWritten",
    "unchanged": "rowsUnchanged",
    "rejected": "rowsRejected",
    "retired": "rowsRetired",
}


def load_line(load: KeptLoad) -> dict[str, Any]:
    """A load in the ontology's words."""
    line = {
        "id": load.id,
        "sourceName": load.source,
        "state": load.state,
        "startedAt": load.started_at.isoformat(),
        "finishedAt": load.finished_at.isoformat() if load.finished_at else None,
        **{name: getattr(load, field) for field, name in LOAD_COUNTS.items()},
    }
    return {name: value for name, value in line.items() if value is not None}


def record_line(kept: KeptRecord) -> dict[str, Any]:
    """A record in the ontology's words; its id and slot follow from the others."""
    record = kept.record
    line: dict[str, Any] = {
        "sourceName": record.source,
        "tableName": record.table,
        "key": record.key,
        "load": record.load,
        "file": record.file,
        "row": record.row,
        "hash": record.hash,
        "values": dict(record.values),
    }
    if kept.superseded_in is not None:
        line["supersededIn"] = kept.superseded_in
    if kept.is_undone:
        line["isUndone"] = True
    if record.retired is not None:
        line |= {"retiredIn": record.retired.load, "retiredOn": record.retired.on.isoformat()}
    return line


def source_line(settings: Mapping[str, Value]) -> dict[str, Any]:
    """The settings of a source in the ontology's words."""
    return {name: _written(value) for name, value in settings.items()}


def judgement_line(judgement: Judgement) -> dict[str, Any]:
    """A judgement in the ontology's words."""
    return {name: _written(value) for name, value in judgement_fields(judgement).items()}


def feedback_line(feedback: Feedback) -> dict[str, Any]:
    """Feedback in the ontology's words."""
    return {name: _written(value) for name, value in feedback_fields(feedback).items()}


def _written(value: Value) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


class LineReader:
    """Reads lines under the rules of the ontology; ValueError says which rule one breaks."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def load(self, line: Mapping[str, Any]) -> KeptLoad:
        """The load of a line."""
        checked = self._checked("Load", line)
        source, _, number = checked["id"].rpartition("-")
        if source != checked["sourceName"] or not (number.isascii() and number.isdigit()):
            raise ValueError(f"{checked['id']!r} is no id of a load")
        counts = {field: checked.get(name) for field, name in LOAD_COUNTS.items()}
        started, finished = checked["startedAt"], checked.get("finishedAt")
        return KeptLoad(checked["id"], source, checked["state"], started, finished, **counts)

    def record(self, line: Mapping[str, Any]) -> KeptRecord:
        """The record of a line."""
        values = line.get("values")
        if not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
            raise ValueError("the values of a record must be texts")
        checked = self._checked("SourceRecord", {**line, "id": "-", "values": json.dumps(values)})
        record = SourceRecord(
            source=checked["sourceName"],
            table=checked["tableName"],
            key=checked["key"],
            load=checked["load"],
            file=checked["file"],
            row=checked["row"],
            hash=checked["hash"],
            values=values,
            retired=_retirement(checked),
        )
        return KeptRecord(record, checked.get("supersededIn"), bool(checked.get("isUndone")))

    def source(self, line: Mapping[str, Any]) -> Mapping[str, Value]:
        """The settings of a line."""
        return self._checked("Source", line)

    def judgement(self, line: Mapping[str, Any]) -> Judgement:
        """The judgement of a line."""
        judgement = judgement_of(self._checked("Judgement", line))
        if not judgement.left < judgement.right:
            raise ValueError(f"{judgement.left!r} and {judgement.right!r} are no pair of ids")
        return judgement

    def feedback(self, line: Mapping[str, Any]) -> Feedback:
        """The feedback of a line."""
        return feedback_of(self._checked("Feedback", line))

    def _checked(self, class_name: str, line: Mapping[str, Any]) -> Mapping[str, Any]:
        checked = self._contract.check_node(class_name, line)
        if isinstance(checked, tuple):
            broken = checked[0]
            message = f"{broken.property_name} {broken.value[:80]!r} {broken.rule}"
            raise ValueError(message)  # noqa: TRY004  # what is wrong is the value
        return checked


def _retirement(checked: Mapping[str, Any]) -> Retirement | None:
    load, on = checked.get("retiredIn"), checked.get("retiredOn")
    if (load is None) != (on is None):
        raise ValueError("a retired record must say in which load and on which day")
    return Retirement(load, on) if load and on else None


def read_tombstone(line: Mapping[str, Any]) -> Tombstone:
    """A tombstone in the ontology's words; ValueError, KeyError or TypeError for what is none."""
    marks = line["marks"]
    texts = (line["id"], line["keyMark"], *marks)
    if not isinstance(marks, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError("the marks of a tombstone must be texts")
    on = dt.date.fromisoformat(line["forgottenOn"])
    return Tombstone(line["id"], on, line["keyMark"], tuple(marks), line.get("isErasing") is True)


def tombstone_line(tombstone: Tombstone) -> dict[str, Any]:
    return {**tombstone_fields(tombstone), "forgottenOn": tombstone.forgotten_on.isoformat()}
