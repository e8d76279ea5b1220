"""kg enterprise: virtual enterprises that are formed for opportunities, and what came of them."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from kg.cli.agreement import agreed_members
from kg.cli.login import by_option
from kg.cli.session import as_json, print_json, say, services
from kg.cli.team.given_team import given_team, lead_option
from kg.enterprise.agreement import WHOLE
from kg.enterprise.lifecycle import FORMING, LEAD, Closing
from kg.enterprise.registry import Told
from kg.errors import UsageError
from kg.graph.enterprises import EnterpriseDetail, EnterpriseHead, EnterpriseMember
from kg.wiring import Services


@click.group()
def enterprise() -> None:
    """Form virtual enterprises for opportunities, and close them with the experience."""


@enterprise.command()
@click.argument("opportunity", metavar="[OPPORTUNITY]", required=False)
@click.option(
    "--member",
    "members",
    metavar="ORG[:ROLE]",
    multiple=True,
    help="Who takes part, with its role if it is no plain member; may be repeated.",
)
@click.option(
    "--team",
    "team_file",
    metavar="TEAM.json",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The members of a team that kg team --json wrote, with the shares that are proposed.",
)
@lead_option
@click.option("--name", help="Its public name; without it the title of the opportunity.")
@as_json
def form(
    *,
    opportunity: str | None,
    members: tuple[str, ...],
    team_file: Path | None,
    lead: str | None,
    name: str | None,
    as_json: bool,
) -> None:
    """Record that organisations form an enterprise for the opportunity with the id OPPORTUNITY.

    Roles are those of docs/code-lists.md, such as "lead partner". A team in a file brings its
    opportunity, its lead partner and the agreement on shares with it.
    """
    if (team_file is None) == (not members):
        raise UsageError(
            "name the members with --member, or a team with --team, and one of the two"
        )
    if team_file is None and lead is not None:
        raise UsageError(f'without a team the lead is a role; next step: --member "{lead}:{LEAD}"')
    if team_file is None and opportunity is None:
        raise UsageError("name the OPPORTUNITY that the enterprise is for: kg opportunity list")
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        if team_file is None:
            told = product.registry.form(opportunity or "", members, name, today)
        else:
            told = _form_team(product, team_file, opportunity, name, lead)
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


def _form_team(
    product: Services, file: Path, opportunity: str | None, name: str | None, lead: str | None
) -> Told:
    """A new enterprise of the team in a file, as it covers its opportunity today."""
    found = given_team(file, product, lead)
    fulfilled = found.answer.opportunity
    if fulfilled is None:
        raise UsageError(
            "an enterprise fulfils an opportunity, and this team is for a need in words; next "
            "step: form one with kg team --opportunity ID --json"
        )
    if opportunity not in (None, fulfilled):
        raise UsageError(f"the team is for {fulfilled} and not for {opportunity}; name one of them")
    members, agreement = agreed_members(found.answer)
    return product.registry.form(fulfilled, members, name, found.day, agreement)


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
        click.echo(f"  {member.role}: {member.name}  {member.id}{_shares(member)}")
    if detail.cluster_share is not None:
        click.echo(f"  agreed: {detail.cluster_share:.2%} of the revenue for the cluster")
    for outcome in detail.outcomes:
        verdict = "delivered" if outcome.delivered else "not delivered"
        click.echo(f"  {verdict}, rated {outcome.rating} of 5 on {outcome.recorded_on}")


def _shares(member: EnterpriseMember) -> str:
    """The shares of a member in percent, where they were agreed on."""
    if member.input is None or member.risk is None or member.revenue is None:
        return ""
    return f"  (input {member.input:.2%}, risk {member.risk:.2%}, revenue {member.revenue:.2%})"


def _member_json(member: EnterpriseMember) -> dict[str, Any]:
    shares = {"input": member.input, "risk": member.risk, "revenue": member.revenue}
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "shares": {kind: _basis_points(share) for kind, share in shares.items()},
    }


def _basis_points(share: float | None) -> int | None:
    return None if share is None else round(share * WHOLE)


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
        "members": [_member_json(member) for member in detail.members],
        "clusterShare": _basis_points(detail.cluster_share),
        "outcomes": [
            {
                "delivered": outcome.delivered,
                "rating": outcome.rating,
                "recordedOn": outcome.recorded_on.isoformat() if outcome.recorded_on else None,
            }
            for outcome in detail.outcomes
        ],
    }
