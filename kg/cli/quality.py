"""kg quality: what in the graph is doubtful or missing."""

from collections.abc import Mapping

import click

from kg.cli.session import as_json, print_json, say, services
from kg.quality.belonging import Scope
from kg.quality.completeness import MEASURES, Completeness
from kg.quality.finding import Finding
from kg.quality.present import report_json
from kg.quality.report import Doubts, Report

MOST_EXAMPLES = 100_000


@click.command()
@click.option("--source", metavar="NAME", help="Only what this source states.")
@click.option("--cluster", metavar="ID", help="Only a cluster, its members and what they offer.")
@click.option(
    "--limit",
    type=click.IntRange(0, MOST_EXAMPLES),
    default=5,
    show_default=True,
    help="How many findings of each check to show; all are counted.",
)
@as_json
def quality(*, source: str | None, cluster: str | None, limit: int, as_json: bool) -> None:
    """Say what is doubtful or missing, per source and per cluster.

    Each finding names the node, the value, the reason, and the record behind it as
    source/table/key@load. Nothing is changed, and a finding is no error: a doubtful value may be
    right. The exit code is 0 also where something is found.
    """
    with services() as product:
        found = product.quality(Scope(source, cluster), limit)
        kept_out = product.count_kept_out(source)
    if as_json:
        print_json({**report_json(found), "quarantine": dict(kept_out)})
        return
    _show(found)
    if kept_out:
        click.echo(f"rejected rows that wait to be mended: {_counted(kept_out)}")
        click.echo("  kg quarantine list shows each with its reason")


def _show(report: Report) -> None:
    for doubts in report.doubts:
        if doubts.count:
            _show_doubts(doubts)
    clean = [doubts.check.name for doubts in report.doubts if not doubts.count]
    if clean:
        click.echo(f"nothing found by {', '.join(clean)}\n")
    _show_completeness("source", report.sources)
    _show_completeness("cluster", report.clusters)
    if not report.sources:
        say("no organisation is meant; next step: kg ingest members, or kg ingest cordis")


def _show_doubts(doubts: Doubts) -> None:
    click.echo(f"{doubts.check.name}: {doubts.count:,}")
    click.echo(f"  {doubts.check.says}")
    for what, counts in (("source", doubts.by_source), ("cluster", doubts.by_cluster)):
        if counts:
            click.echo(f"  by {what}: {_counted(counts)}")
    for finding in doubts.examples:
        _show_finding(finding)
    click.echo()


def _show_finding(finding: Finding) -> None:
    first, *more = finding.records or ("no record",)
    others = f" and {len(more):,} more" if more else ""
    click.echo(f"  - {finding.node.label} {finding.node.id}, {finding.term} {finding.value!r}:")
    click.echo(f"    {finding.reason}")
    click.echo(f"    stated by {first}{others}")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _show_completeness(what: str, found: tuple[Completeness, ...]) -> None:
    if not found:
        return
    names = " ".join(f"{measure.name:>10}" for measure in MEASURES)
    width = max(len(what), *(len(of.name) for of in found))
    click.echo(f"{what:<{width}} {'firms etc.':>10} {names}")
    for of in found:
        shares = " ".join(f"{of.share(measure.name):>10.0%}" for measure in MEASURES)
        click.echo(f"{of.name:<{width}} {of.organisations:>10,} {shares}")
    click.echo()
