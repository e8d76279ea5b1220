"""kg team explain: who covers what and why, shares, check-list and gaps of a team in a file."""

from pathlib import Path

import click

from kg.cli.session import as_json, print_json, services
from kg.cli.team.given_team import given_team, lead_option, team_argument
from kg.cli.team.shares import show_shares
from kg.query.present_checklist import explained_json
from kg.query.team.answer import Member, TeamAnswer
from kg.query.team.midas.checklist import Check, Checklist, Known
from kg.query.team.reading import for_reading

VERDICT = 9


@click.command()
@team_argument
@click.option(
    "--cluster",
    metavar="ID",
    help="Hold the team to the rules of this cluster.  [default: that of most members]",
)
@lead_option
@as_json
def explain(file: Path, cluster: str | None, lead: str | None, as_json: bool) -> None:
    """Explain the team in TEAM.json, which kg team --json wrote; - is standard input.

    Who covers what and why each member is in, what each would put in, risk and earn, whether the
    team meets the principles of Midas and the rules of its cluster, and what is open.
    """
    with services() as product:
        found = given_team(file, product, lead)
        answer = found.answer if as_json else for_reading(found.answer)
        checklist, known = product.inspector.inspect(answer, found.day, cluster)
    if as_json:
        print_json(explained_json(found, checklist, known))
        return
    _show_members(answer, checklist, known)
    show_shares(answer.shares, [member.organisation.name for member in answer.members])
    _show_checks("principles of Midas", checklist.principles)
    if checklist.cluster_name:
        _show_checks(f"rules of {checklist.cluster_name}", checklist.rules)
    for gap in answer.gaps:
        click.echo(f"\nopen  {gap.requirement}: {gap.reason}\n      change: {gap.change}")
    if answer.relaxations:
        click.echo(f"\ngive up  {'; '.join(answer.relaxations)}")


def _show_members(answer: TeamAnswer, checklist: Checklist, known: Known) -> None:
    texts = {requirement.id: requirement.text for requirement in answer.need.requirements}
    for member in answer.members:
        where = member.organisation.region or member.organisation.country or "place unknown"
        click.echo(f"{member.organisation.name} ({where})  {member.organisation.id}")
        click.echo(f"      {_standing(member, checklist, known)}; {member.reason}")
        for cover in member.covers:
            share = "" if cover.share == 1 else f" ({cover.share:.0%} of it)"
            click.echo(f"      {cover.requirement}{share}  {texts[cover.requirement]}")
            click.echo(f"          fits {cover.fit:.2f}: {cover.reason}")
    if not answer.members:
        click.echo("nobody is in the team")


def _standing(member: Member, checklist: Checklist, known: Known) -> str:
    """As what a member stands in the cluster of the team."""
    own = known.memberships.get(member.organisation.id, ())
    found = next((m for m in own if m.cluster == checklist.cluster), None)
    if found:
        return f"{found.role or 'member'} of {found.name}"
    if own:
        return f"from outside, of {', '.join(m.name for m in own)}"
    return "from outside, in no cluster"


def _show_checks(title: str, checks: tuple[Check, ...]) -> None:
    click.echo(f"\n{title}")
    for check in checks:
        finding = check.finding
        click.echo(f"  {finding.verdict.value:{VERDICT}}  {check.name}: {finding.reason}")
        if finding.change:
            click.echo(f"  {'':{VERDICT}}  to do: {finding.change}")
