"""What commands say of a load that they have carried out, and with which exit code they end."""

from collections.abc import Callable, Mapping

import click

from kg.cli.session import print_json, say
from kg.errors import LoadStoppedError, ManyRejectedError, RowsRejectedError
from kg.ingest.load import LoadOutcome
from kg.ingest.rejection import describe
from kg.ingest.thresholds import Thresholds

SHOWN_REJECTIONS = 20


def talk(outcome: LoadOutcome, say: Callable[[str], None] = say) -> None:
    """The notes, and the first rejections."""
    for note in outcome.notes:
        say(note)
    for rejection in outcome.rejections[:SHOWN_REJECTIONS]:
        say(describe(rejection))


def counts(outcome: LoadOutcome) -> dict[str, int]:
    """The rows, which add up, and of a snapshot what it retired."""
    report = outcome.report
    return {
        "read": report.read,
        "written": report.written,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        # Of a delta there is nothing to say.
        **({"retired": report.retired} if outcome.is_snapshot else {}),
        **({"forgotten": report.forgotten} if report.forgotten else {}),
    }


def report(outcome: LoadOutcome, as_json: bool, say: Callable[[str], None] = say) -> None:
    """All of it."""
    talk(outcome, say)
    found = counts(outcome)
    if as_json:
        print_json(found)
        return
    click.echo("  ".join(f"{name} {count:,}" for name, count in found.items()))
    click.echo(f"load {outcome.load}" if outcome.load else "nothing new: no load was needed")


def end(outcome: LoadOutcome, source: str, thresholds: Thresholds) -> None:
    """Raises what tells a scheduler that rows were rejected, if somebody is to look at them."""
    rejected, read = outcome.rejected, outcome.report.read
    if not rejected:
        return
    rows = "1 row was" if rejected == 1 else f"{rejected:,} rows were"
    what = f"{rows} rejected ({by_reason(outcome)}), the others are loaded"
    step = f"next step: kg quarantine list --source {source}"
    if thresholds.is_warning(rejected, read):
        raise ManyRejectedError(
            f"{what}; that is more than the warning at {thresholds.warn}; {step}"
        )
    raise RowsRejectedError(f"{what}; {step}")


def stop(
    outcome: LoadOutcome,
    source: str,
    thresholds: Thresholds,
    say: Callable[[str], None] = say,
) -> None:
    """Tells why nothing was written."""
    talk(outcome, say)
    rejected, read = outcome.rejected, outcome.report.read
    raise LoadStoppedError(
        f"nothing was written: {rejected:,} of {read:,} rows ({rejected / read:.1%}) would be "
        f"rejected ({by_reason(outcome)}), more than the stop of {source!r} at "
        f"{thresholds.stop}; next step: mend the files, or load them all the same with "
        "--stop-above 100%"
    )


def by_reason(outcome: LoadOutcome) -> str:
    """How many rows were rejected for which reason, the most frequent first."""
    return counted({str(reason): count for reason, count in outcome.reasons.items()})


def counted(found: Mapping[str, int]) -> str:
    """`not-a-date 12, too-long 1`, the most frequent first."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered)
