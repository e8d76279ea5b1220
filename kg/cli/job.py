"""A load as a job: how it talks while it runs, how it is stopped, and what is kept of its end."""

import datetime as dt
import functools
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg.cli.session import read_settings, say, say_event
from kg.errors import KgError
from kg.ingest.last_runs import LastRun, LastRuns
from kg.ingest.load import LoadOutcome
from kg.ingest.metrics import write_metrics
from kg.ingest.progress import Batch, rate, seconds_left, spoken

INTERRUPTED = 130
# How often a person is told, and how often a file of a scheduler.
EVERY_SECONDS, EVERY_SECONDS_UNSEEN = 2.0, 30.0


@dataclass
class Job:
    """One run of a load of a source, told as text or as one JSON object a line."""

    source: str
    is_json: bool = False
    is_quiet: bool = False
    metrics_file: Path | None = None
    resume: bool = False
    outcome: LoadOutcome | None = None
    _begun: float = field(default_factory=time.monotonic)
    _said_at: float = field(default_factory=time.monotonic)

    def say(self, text: str) -> None:
        """A line of talk: worth knowing, and nothing is wrong."""
        if self.is_json:
            say_event("note", text=text)
        elif not self.is_quiet:
            say(text)

    def tell(self, batch: Batch) -> None:
        """A batch that is committed: one event, or now and then a line on how it goes."""
        if self.is_json:
            say_event("batch", **_batch_fields(batch))
        elif not self.is_quiet:
            self._say_progress(batch)

    def _say_progress(self, batch: Batch) -> None:
        now = time.monotonic()
        every = EVERY_SECONDS if sys.stderr.isatty() else EVERY_SECONDS_UNSEEN
        if now - self._said_at < every:
            return
        self._said_at = now
        left = seconds_left(batch.done, batch.total, now - self._begun)
        how_long = f", about {spoken(left)} left" if left is not None else ""
        of = f" of {batch.total:,}" if batch.total is not None else ""
        speed = f"{batch.rows_per_second:,.0f} rows/s"
        say(f"{batch.table}: line {batch.last_row:,}; {batch.done:,}{of} lines, {speed}{how_long}")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tells how the block ended, keeps it, and writes the metrics."""
        try:
            yield
        except BaseException as error:
            code = _exit_code(error)
            # What went wrong is told by its own words, whatever else cannot be written.
            with suppress(KgError):
                self._keep(code)
            if self.is_json and isinstance(error, KgError | click.Abort):
                self._log_end(code, error)
                raise click.exceptions.Exit(code) from error
            raise
        self._keep(0)
        if self.is_json:
            self._log_end(0)

    def _keep(self, code: int) -> None:
        outcome, seconds = self.outcome, time.monotonic() - self._begun
        runs = LastRuns(read_settings().home / "runs")
        runs.keep(
            LastRun(
                self.source,
                dt.datetime.now(dt.UTC),
                round(seconds, 3),
                code,
                outcome.load if outcome else None,
                outcome.report if outcome else None,
            )
        )
        if self.metrics_file is not None:
            write_metrics(self.metrics_file, runs.all())

    def _log_end(self, code: int, error: KgError | click.Abort | None = None) -> None:
        report = self.outcome.report if self.outcome else None
        seconds = time.monotonic() - self._begun
        rows = (
            {
                "read": report.read,
                "written": report.written,
                "unchanged": report.unchanged,
                "rejected": report.rejected,
                "retired": report.retired,
                "rowsPerSecond": round(rate(report.read, seconds)),
            }
            if report
            else {}
        )
        fields: dict[str, Any] = {
            "load": self.outcome.load if self.outcome else None,
            "source": self.source,
            **rows,
            "seconds": round(seconds, 3),
            "exitCode": code,
        }
        if isinstance(error, KgError):
            fields |= {"error": str(error), "title": error.title}
        elif error is not None:
            fields["error"] = "interrupted; what was committed is safe, and can be gone on with"
        say_event("end", **fields)


def _batch_fields(batch: Batch) -> dict[str, object]:
    return {
        "load": batch.load,
        "source": batch.source,
        "table": batch.table,
        "file": batch.file,
        "firstRow": batch.first_row,
        "lastRow": batch.last_row,
        "written": batch.rows.written,
        "unchanged": batch.rows.unchanged,
        "rejected": batch.rows.rejected,
        "seconds": round(batch.seconds, 4),
        "rowsPerSecond": round(batch.rows_per_second),
        "bytes": batch.bytes,
    }


def _exit_code(error: BaseException) -> int:
    if isinstance(error, KgError):
        return error.exit_code
    if isinstance(error, click.ClickException):
        return error.exit_code
    return INTERRUPTED if isinstance(error, click.Abort | KeyboardInterrupt) else 1


@contextmanager
def asked_to_end() -> Iterator[Callable[[], None]]:
    """A check that ends the command where it is safe, once somebody has asked for it by SIGTERM."""
    asked: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))

    def check() -> None:
        if asked:
            raise click.Abort

    try:
        yield check
    finally:
        signal.signal(signal.SIGTERM, before)


def job_options(source: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options that all loads have; the command gets a `job`. `source` is that of the command."""

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--resume",
            is_flag=True,
            help="Go on with the load of this source that was cut off, under its own id.",
        )
        @click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="Lines on stderr: for people, or a JSON object for each batch that is committed.",
        )
        @click.option("--quiet", is_flag=True, help="Say on stderr only what is wrong.")
        @click.option(
            "--metrics-file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the last run of each source there as Prometheus text.",
        )
        @functools.wraps(command)
        def run(
            *arguments: Any,
            resume: bool,
            log_format: str,
            quiet: bool,
            metrics_file: Path | None,
            **options: Any,
        ) -> None:
            name = source or str(options["source"])
            job = Job(name, log_format == "json", quiet, metrics_file, resume)
            if options.get("dry_run"):
                command(*arguments, job=job, **options)
                return
            with job.told():
                command(*arguments, job=job, **options)

        return run

    return with_options
