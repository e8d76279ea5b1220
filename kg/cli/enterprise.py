"""kg enterprise: virtual enterprises that are formed for opportunities, and what came of them."""

import datetime as dt
from typing import Any

import click

from kg.cli.login import by_option
from kg.cli.session import as_json, print_json, say, services
from kg.enterprise.lifecycle import FORMING, Closing
from kg.enterprise.registry import Told
from kg.graph.enterprises import EnterpriseDetail, EnterpriseHead
from kg.wiring import Services


@click.group()
def enterprise() -> None:
    """Form virtual enterprises for opportunities, and close them with the experience."""


@enterprise.command()
@click.argument("opportunity", metavar="OPPORTUNITY")
@click.option(
    "--member",
    "members",
    metavar="ORG[:ROLE]",
    multiple=True,
    required=True,
    help="Who takes part, with its role if it is no plain member; may be repeated.",
)
@click.option("--name", help="Its public name; without it the title of the opportunity.")
@as_json
def form(opportunity: str, members: tuple[str, ...], name: str | None, as_json: bool) -> None:
    """Record that organisations form an enterprise for the opportunity with the id OPPORTUNITY.

    Roles are those of docs/code-lists.md, such as "lead partner".
    """
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        told = product.registry.form(opportunity, members, name, today)
        _record(product, told, FORMING, as_json=as_json)


@enterprise.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List all enterprises."""
    with services() as product:
        heads = product.registry.enterprises.list()
    if as_json:
        print_json([_head_json(head) for head in heads])
        return
    for head in heads:
        click.echo(f"{head.id}\t{head.state}\t{head.name}\t{', '.join(head.opportunities)}")
    if not heads:
        say("there is no enterprise; next step: kg enterprise form, or kg team … --save")


@enterprise.command()
@click.argument("id_", metavar="ID")
@as_json
def show(id_: str, as_json: bool) -> None:
    """Show the enterprise ID with its members and what came of it."""
    with services() as product:
        _tell(product.registry.detail(id_), as_json=as_json)


@enterprise.command()
@click.argument("id_", metavar="ID")
@click.option("--delivered", type=click.Choice(["yes", "no"]), required=True)
@click.option("--rating", type=int, required=True, help="From 1, not again, to 5, first choice.")
@by_option
@as_json
def close(id_: str, delivered: str, rating: int, by: str, as_json: bool) -> None:
    """Close the enterprise ID, and give its experience back to the cluster.

    Work that was delivered and rated 3 or better becomes evidence for the capabilities by which
    the members cover the opportunity, and working relationships between them. kg load undo takes
    it back.
    """
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        closing = Closing(delivered == "yes", rating, by)
        told = product.registry.close(id_, closing, product.uses, today)
        _record(product, told, closing.state, as_json=as_json)


def _record(product: Services, told: Told, state: str, *, as_json: bool) -> None:
    load = product.record(told, state)
    say(f"recorded as load {load}; kg load undo {load} takes it back")
    _tell(product.registry.detail(told.id), as_json=as_json)


def _tell(detail: EnterpriseDetail, *, as_json: bool) -> None:
    if as_json:
        print_json(_json(detail))
        return
    head = detail.head
    dates = " – ".join(str(day) for day in (head.starts_on, head.ends_on) if day)  # noqa: RUF001
    click.echo(f"{head.name}  ({head.state}, {dates})  {head.id}")
    click.echo(f"for {', '.join(head.opportunities)}")
    for member in detail.members:
        click.echo(f"  {member.role}: {member.name}  {member.id}")
    for outcome in detail.outcomes:
        verdict = "delivered" if outcome.delivered else "not delivered"
        click.echo(f"  {verdict}, rated {outcome.rating} of 5 on {outcome.recorded_on}")


def _head_json(head: EnterpriseHead) -> dict[str, Any]:
    return {
        "id": head.id,
        "name": head.name,
        "state": head.state,
        "startsOn": head.starts_on.isoformat() if head.starts_on else None,
        "endsOn": head.ends_on.isoformat() if head.ends_on else None,
        "opportunities": list(head.opportunities),
    }


def _json(detail: EnterpriseDetail) -> dict[str, Any]:
    return {
        **_head_json(detail.head),
        "members": [{"id": m.id, "name": m.name, "role": m.role} for m in detail.members],
        "outcomes": [
            {
                "delivered": outcome.delivered,
                "rating": outcome.rating,
                "recordedOn": outcome.recorded_on.isoformat() if outcome.recorded_on else None,
            }
            for outcome in detail.outcomes
        ],
    }
