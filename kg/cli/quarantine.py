"""kg quarantine: rows that loads have rejected, to be looked at, mended and loaded again."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from kg.cli.outcome import counted, counts, report, talk
from kg.cli.output import check_replaced, output_option, yes_option
from kg.cli.quarantine_words import (
    entry_json,
    line,
    mended_json,
    mended_lines,
    show_entry,
)
from kg.cli.session import as_json, print_json, say, services
from kg.errors import RowsRejectedError, UsageError
from kg.ingest.load import LoadOutcome
from kg.ingest.quarantine.entry import WAITING, Entry, State
from kg.ingest.quarantine.export import write_csv
from kg.ingest.quarantine.mend import Mended, Mender
from kg.ingest.quarantine.replay import Replay
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.model import Reason
from kg.wiring import Services

MOST_LISTED = 1_000_000
SHOWN_MENDED = 20
source_option = click.option("--source", metavar="NAME", help="Only rows of this source.")
reason_option = click.option(
    "--reason",
    type=click.Choice([str(reason) for reason in Reason]),
    metavar="CODE",
    help="Only rows that were rejected for this reason.",
)
ids_argument = click.argument("ids", metavar="[ID]...", nargs=-1, type=click.IntRange(1))


@click.group()
def quarantine() -> None:
    """Look at the rows that loads have rejected; mend them, and load just these again.

    They are kept in KG_HOME/quarantine.db, each once, however often it comes. A row that arrives
    well in a later load is closed by itself.
    """


@quarantine.command("list")
@source_option
@click.option("--load", metavar="ID", help="Only rows that this load saw first or last.")
@reason_option
@click.option(
    "--state",
    type=click.Choice([*map(str, State), "all"]),
    multiple=True,
    help="Only rows in this state; without it those that wait: open and fixed.",
)
@click.option(
    "--limit",
    type=click.IntRange(0, MOST_LISTED),
    default=50,
    show_default=True,
    help="How many rows; all are counted.",
)
@as_json
def list_(
    *,
    source: str | None,
    load: str | None,
    reason: str | None,
    state: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """List rejected rows, with their numbers by source, reason and state."""
    wanted = Wanted(source, load, Reason(reason) if reason else None, _states(state))
    with services() as product:
        counts = product.quarantine.counts(wanted)
        found = list(product.quarantine.entries(wanted, limit))
    if as_json:
        numbers = {
            "rows": counts.rows,
            "equalRows": counts.equal,
            "bySource": counts.by_source,
            "byReason": counts.by_reason,
            "byState": counts.by_state,
        }
        print_json({"counts": numbers, "rows": [entry_json(entry) for entry in found]})
        return
    for entry in found:
        click.echo(line(entry))
    named = (("source", counts.by_source), ("reason", counts.by_reason), ("state", counts.by_state))
    equal = f"; with those that are equal to them {counts.equal:,}"
    told = "1 row" if counts.rows == 1 else f"{counts.rows:,} rows"
    say(f"{told}{equal}" if counts.equal > counts.rows else told)
    for what, many in named:
        if many:
            say(f"by {what}: {counted(many)}")
    if len(found) < counts.rows:
        say(f"these are the first {len(found):,}; --limit shows more")


@quarantine.command()
@click.argument("id_", metavar="ID", type=click.IntRange(1))
@click.option("--open", "is_opened", is_flag=True, help="Open private values with the key.")
@as_json
def show(id_: int, is_opened: bool, as_json: bool) -> None:
    """Show the row ID: its cells, what is wrong with each, and what may have been meant."""
    with services() as product:
        entry, cells, fixed = product.quarantine.entry(id_), None, None
        if is_opened and entry.row.table:
            cells = product.mender.original(entry).values
            fixed = product.mender.opened(entry).values if entry.fix else None
        faults = entry.row.faults
        if any(fault.target and not fault.suggestions for fault in faults):
            faults = tuple(product.mender.with_targets(entry, fault) for fault in faults)
    if as_json:
        print_json(entry_json(entry, faults, cells, fixed))
    else:
        show_entry(entry, faults, cells, fixed)


@quarantine.command()
@click.argument("words", metavar="[ID]... [COLUMN=VALUE]...", nargs=-1)
@source_option
@reason_option
@click.option("--accept-suggestion", is_flag=True, help="Take the only suggestion of each cell.")
@as_json
def fix(
    *,
    words: tuple[str, ...],
    source: str | None,
    reason: str | None,
    accept_suggestion: bool,
    as_json: bool,
) -> None:
    """Mend rows: put values into their columns, and check each whole row at once.

    Rows are named by their ids, or all of a --source, a --reason or both are meant. COLUMN= alone
    empties a cell. Nothing is loaded before kg quarantine replay. Of a cell with two suggestions,
    such as a date whose day and month may be swapped, none is taken. Without a value the row is
    only checked again.
    """
    ids = tuple(int(word) for word in words if word.isdecimal())
    assigned = _assigned(word for word in words if not word.isdecimal())
    with services() as product:
        wanted = _group(product.quarantine, ids, source, reason)
        found = [
            product.mender.mend(entry, _values(product.mender, entry, assigned, accept_suggestion))
            for entry in product.quarantine.entries(wanted)
        ]
    _tell_mended(found, as_json)


def _tell_mended(found: list[Mended], as_json: bool) -> None:
    still = sum(mended.state is State.OPEN for mended in found)
    if as_json:
        print_json([mended_json(mended) for mended in found])
    else:
        for mended in found[:SHOWN_MENDED]:
            for told in mended_lines(mended):
                click.echo(told)
        click.echo(f"fixed {len(found) - still:,}  still wrong {still:,}")
    if len(found) > still:
        say("next step: kg quarantine replay")


@quarantine.command()
@ids_argument
@source_option
@reason_option
@as_json
def dismiss(ids: tuple[int, ...], *, source: str | None, reason: str | None, as_json: bool) -> None:
    """Let rows stay out for good: they are counted, but end no load with an exit code."""
    with services() as product:
        wanted = _group(product.quarantine, ids, source, reason)
        number = product.quarantine.dismiss([e.id for e in product.quarantine.entries(wanted)])
    if as_json:
        print_json({"dismissed": number})
    else:
        click.echo(f"dismissed {number:,}")


@quarantine.command()
@ids_argument
@source_option
@as_json
def replay(ids: tuple[int, ...], *, source: str | None, as_json: bool) -> None:
    """Load mended rows, and no others, as a load of their own for each source.

    Without ID or --source all rows that are fixed. A row keeps the file and line it came from. One
    that is rejected again is open again, with its new reason, and the exit code is 3. The load can
    be undone as any other; its rows then wait to be replayed again.
    """
    with services() as product, product.only_load():
        product.check_whole()
        for id_ in ids:
            _check_fixed(product.quarantine.entry(id_))
        wanted = Wanted(source=source, states=(State.FIXED,), ids=ids)
        outcomes = _replayed(product, wanted)
        _report(outcomes, as_json)
        if product.derive() or any(o.load for o in outcomes.values()):
            product.projection()
    rejected = sum(outcome.report.rejected for outcome in outcomes.values())
    if rejected:
        rows = "1 row was" if rejected == 1 else f"{rejected:,} rows were"
        raise RowsRejectedError(f"{rows} rejected again; next step: kg quarantine list")


@quarantine.command()
@source_option
@reason_option
@output_option
@yes_option
def export(source: str | None, reason: str | None, output: Path | None, yes: bool) -> None:
    """Write the rows that wait as CSV, one line for each fault; private values stay sealed.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    check_replaced(output, yes)
    wanted = Wanted(source, reason=Reason(reason) if reason else None)
    with services() as product:
        entries = product.quarantine.entries(wanted)
        if output is None:
            write_csv(sys.stdout, entries)
            return
        # Rows are members' own, so the file is its owner's.
        output.unlink(missing_ok=True)
        output.touch(mode=0o600)
        with output.open("w", encoding="utf-8", newline="") as stream:
            write_csv(stream, entries)


def _states(named: tuple[str, ...]) -> tuple[State, ...]:
    if "all" in named:
        return tuple(State)
    return tuple(State(name) for name in named) or WAITING


def _group(
    store: Quarantine, ids: tuple[int, ...], source: str | None, reason: str | None
) -> Wanted:
    """The rows that are meant; UsageError where nothing says which, or one is closed."""
    if not (ids or source or reason):
        raise UsageError("no row is named; next step: name ids, or --source and --reason")
    for id_ in ids:
        entry = store.entry(id_)
        if entry.state not in WAITING:
            raise UsageError(f"row {id_} is {entry.state} and waits for nobody; see kg quarantine")
    return Wanted(source, reason=Reason(reason) if reason else None, ids=ids)


def _assigned(words: Iterable[str]) -> dict[str, str]:
    assigned = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise UsageError(f"{word!r} is neither an id nor COLUMN=VALUE; try: country=DE")
        assigned[name] = value
    return assigned


def _values(
    mender: Mender, entry: Entry, assigned: Mapping[str, str], accept_suggestion: bool
) -> dict[str, str]:
    suggested = mender.accepted(entry) if accept_suggestion else {}
    return {**suggested, **assigned}


def _check_fixed(entry: Entry) -> None:
    if entry.state is not State.FIXED:
        step = f"kg quarantine fix {entry.id} COLUMN=VALUE"
        raise UsageError(f"row {entry.id} is {entry.state}, not fixed; next step: {step}")


def _replayed(product: Services, wanted: Wanted) -> dict[str, LoadOutcome]:
    sources = product.quarantine.counts(wanted).by_source
    replay_ = Replay(product.mender)
    outcomes = {}
    for source in sources:
        of = Wanted(source=source, states=wanted.states, ids=wanted.ids)
        outcomes[source] = replay_.replay(source, list(product.quarantine.entries(of)))
    return outcomes


def _report(outcomes: Mapping[str, LoadOutcome], as_json: bool) -> None:
    if not outcomes:
        say("no row is fixed and waits; next step: kg quarantine list")
    if as_json:
        for outcome in outcomes.values():
            talk(outcome)
        print_json([_outcome_json(source, outcome) for source, outcome in outcomes.items()])
        return
    for outcome in outcomes.values():
        report(outcome, as_json=False)


def _outcome_json(source: str, outcome: LoadOutcome) -> dict[str, Any]:
    return {"source": source, "load": outcome.load, **counts(outcome)}
