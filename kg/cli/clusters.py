"""kg clusters: groups that network, found, examined and compared."""

import datetime as dt

import click

from kg.cli.session import as_json, print_json, say, services
from kg.query.clusters.compare import Comparison
from kg.query.clusters.drivers import Driver
from kg.query.clusters.examine import Examination
from kg.query.clusters.find import Examined
from kg.query.clusters.scene import Scene
from kg.query.present_clusters import cluster_json, clusters_json, comparison_json

MOST_NAMES = 5


@click.group()
def clusters() -> None:
    """Find, examine and compare clusters: groups that network on two drivers or more."""


@clusters.command()
@as_json
def find(*, as_json: bool) -> None:
    """Find clusters in relationships, places and trades, and say what the declared groups are."""
    with services() as product:
        answer = product.cluster_finder.find(product.network(), product.projection(), _today())
    if as_json:
        print_json(clusters_json(answer))
        return
    click.echo("found:")
    for one in answer.found:
        _list(one)
    click.echo("declared:")
    for one in answer.declared:
        _list(one)
    say(
        f"{answer.detection.communities:,} communities looked at, {answer.detection.refused:,} "
        f"refused: fewer than two drivers of at least {answer.scene.threshold:g}"
    )
    if answer.unplaced:
        say(f"{answer.unplaced:,} organisations have no known place, and none in geography")


@clusters.command()
@click.argument("cluster", metavar="CLUSTER")
@as_json
def examine(cluster: str, *, as_json: bool) -> None:
    """Say on which drivers CLUSTER networks, what kind of cluster it is, and what it lacks.

    CLUSTER is the id or name of a declared group, or the id of one that was found.
    """
    answer = _examined(cluster)
    if as_json:
        print_json(cluster_json(answer))
    else:
        _show(answer)


@clusters.command()
@click.argument("cluster", metavar="CLUSTER")
@as_json
def show(cluster: str, *, as_json: bool) -> None:
    """List the members of CLUSTER, an id or name, with their roles, and who supports them."""
    answer = _examined(cluster)
    if as_json:
        print_json(cluster_json(answer))
        return
    one, scene = answer.examination, answer.scene
    click.echo(f"{one.name}  {one.id}  ({len(one.rows)} members)")
    roles = one.roles or ("",) * len(one.rows)
    for row, role in sorted(zip(one.rows.tolist(), roles, strict=True), key=lambda m: m[0]):
        told = f"  {role}" if role else ""
        click.echo(f"    {_organisation(scene, row)}  {scene.graph.ids[row]}{told}")
    if one.associates or one.former:
        say(f"{one.associates} associates and {one.former} former members are left out")


@clusters.command()
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@as_json
def compare(one: str, other: str, *, as_json: bool) -> None:
    """Compare two clusters: members and relationships that they share, drivers, activities."""
    with services() as product:
        scene, answer = product.cluster_finder.compare(
            (one, other), product.network(), product.projection(), _today()
        )
    if as_json:
        print_json(comparison_json(scene, answer))
    else:
        _show_comparison(scene, answer)


def _examined(cluster: str) -> Examined:
    with services() as product:
        return product.cluster_finder.examine(
            cluster, product.network(), product.projection(), _today()
        )


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _list(one: Examination) -> None:
    drivers = ", ".join(f"{d} {one.strengths[d].value:.2f}" for d in one.drivers) or "no driver"
    kind = f"{one.type.name or 'no type'}, {one.model.name or 'no model'}"
    told = kind if one.is_cluster else "no cluster"
    click.echo(f"{one.id}  {one.name}  {len(one.rows)} members: {told} ({drivers})")
    if one.overlaps and one.stated is None:
        best = one.overlaps[0]
        click.echo(f"        like {best.name}: {best.shared} members in both, {best.share:.2f}")


def _show(answer: Examined) -> None:
    one, scene = answer.examination, answer.scene
    click.echo(f"{one.name}  {one.id}: {one.verdict}")
    for driver in Driver:
        _show_driver(one, driver)
    for what, kind, stated in (
        ("type", one.type, one.stated.type if one.stated else None),
        ("model", one.model, one.stated.model if one.stated else None),
    ):
        scores = ", ".join(f"{name} {score:.2f}" for name, score in kind.scores.items())
        declared = f"; declared {stated}" if stated else ""
        name = kind.name if one.is_cluster and kind.name else "none"
        click.echo(f"  {what}: {name} ({scores}{declared})")
        click.echo(f"      {kind.reason}")
    pairs = ", ".join(f"{count} {stance}" for stance, count in one.stances.pairs.items())
    click.echo(
        f"  pairs: {pairs}, {one.stances.both} of them both; {one.stances.unstated} unstated"
    )
    for supporter in one.supporters[:MOST_NAMES]:
        where = "member" if supporter.is_member else "outside"
        told = f"supports {supporter.supported} ({where})"
        click.echo(f"  support: {_organisation(scene, supporter.row)} {told}")
    for used in one.stated.infrastructure if one.stated else ():
        click.echo(f"  infrastructure: {used.name} ({used.kind or 'kind unknown'})")
    for each in one.overlaps[:MOST_NAMES]:
        click.echo(f"  shares {each.shared} members with {each.name} ({each.share:.2f})")
    for lack in answer.missing:
        click.echo(f"  lacks {lack.kind}: {lack.name} ({lack.reason})")
    if one.unplaced:
        say(f"the place of {one.unplaced} members is not known")


def _show_driver(one: Examination, driver: Driver) -> None:
    strength = one.strengths[driver]
    value = "unknown" if strength.value is None else f"{strength.value:.2f}"
    counts = "counts" if driver in one.drivers else "does not count"
    stated = one.stated.strengths.get(driver.value) if one.stated else None
    declared = "" if stated is None else f"; declared {stated:g}"
    click.echo(f"  {driver}: {value}, {counts} ({strength.reason}{declared})")


def _show_comparison(scene: Scene, answer: Comparison) -> None:
    for each in (answer.one, answer.other):
        _list(each)
    click.echo(f"  in both: {len(answer.shared)} members ({answer.share:.2f} of all)")
    for row in answer.shared.tolist():
        click.echo(f"      {_organisation(scene, row)}")
    ties = ", ".join(f"{name} {count}" for name, count in answer.ties.items())
    click.echo(f"  between the others: {ties or 'no relationship'}")
    for each, does in ((answer.one, answer.only_one_does), (answer.other, answer.only_other_does)):
        if does:
            click.echo(f"  only {each.name} does: {', '.join(does)}")


def _organisation(scene: Scene, row: int) -> str:
    return f"{scene.names[row]} ({scene.regions[row] or 'place unknown'})"
