"""The last run of each source as Prometheus text, for whoever raises the alarm.

The format is version 0.0.4 of https://prometheus.io/docs/instrumenting/exposition_formats/: few
lines of text, so no library writes it.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StorageError
from kg.ingest.last_runs import LastRun
from kg.ingest.progress import rate

Sample = tuple[dict[str, str], float]


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge: its name, its meaning, and its samples in a run; none where it is not known."""

    name: str
    help: str
    samples: Callable[[LastRun], Iterable[Sample]]


def _rows(run: LastRun) -> Iterator[Sample]:
    if run.rows is not None:
        for outcome in ("written", "unchanged", "rejected", "retired"):
            yield {"outcome": outcome}, getattr(run.rows, outcome)


def _rate(run: LastRun) -> Iterator[Sample]:
    if run.rows is not None:
        yield {}, round(rate(run.rows.read, run.seconds), 3)


def _rejected(run: LastRun) -> Iterator[Sample]:
    if run.rows is not None and run.rows.read:
        yield {}, round(run.rows.rejected / run.rows.read, 6)


def _succeeded(run: LastRun) -> Iterator[Sample]:
    if run.succeeded_at is not None:
        yield {}, run.succeeded_at.timestamp()


METRICS = (
    Metric("kg_load_rows", "Rows of the last run, by what became of them.", _rows),
    Metric("kg_load_duration_seconds", "How long the last run took.", lambda r: [({}, r.seconds)]),
    Metric("kg_load_rows_per_second", "Rows that the last run read in a second.", _rate),
    Metric("kg_load_rejected_ratio", "Share of its rows that the last run rejected.", _rejected),
    Metric(
        "kg_load_exit_code", "How the last run ended: 0 is well.", lambda r: [({}, r.exit_code)]
    ),
    Metric(
        "kg_load_last_run_timestamp_seconds",
        "When the last run ended.",
        lambda r: [({}, r.ended_at.timestamp())],
    ),
    Metric(
        "kg_load_last_success_timestamp_seconds",
        "When a run last came to its end, with or without rejected rows.",
        _succeeded,
    ),
)


def render(runs: Sequence[LastRun]) -> str:
    """The text of all metrics that have a sample."""
    lines: list[str] = []
    for metric in METRICS:
        samples = [
            f"{metric.name}{_labels({'source': run.source, **labels})} {value}"
            for run in runs
            for labels, value in metric.samples(run)
        ]
        if samples:
            lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} gauge"]
            lines += samples
    return "".join(f"{line}\n" for line in lines)


def write_metrics(file: Path, runs: Sequence[LastRun]) -> None:
    """Puts the metrics in place of those in a file; a collector never sees a part of them."""
    try:
        # Its name does not end in .prom, so the collector passes over it.
        handle, part = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(render(runs))
            # The collector runs as another user.
            Path(part).chmod(0o644)
            Path(part).replace(file)
        except OSError:
            with suppress(OSError):
                Path(part).unlink()
            raise
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; next step: name another --metrics-file"
        ) from error


def _labels(labels: dict[str, str]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
