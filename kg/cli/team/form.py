"""kg team form: who together covers a need."""

import datetime as dt
from pathlib import Path
from string import ascii_uppercase

import click

from kg.cli.need import check_need, given_need, need_option
from kg.cli.session import as_json, print_json, say, services
from kg.cli.team.shares import show_shares
from kg.enterprise.lifecycle import FORMING
from kg.errors import StateError, UsageError
from kg.query.present_team import team_json
from kg.query.team.answer import Member, Status, TeamAnswer, TeamRequest
from kg.query.team.costs import UNITS
from kg.query.team.reading import for_reading
from kg.query.team.solve import SECONDS
from kg.wiring import Services

MOST_MEMBERS = 100
LONGEST_TEXT = 60
COLUMN = 8
APART, TOGETHER = "apart", "together"
MOST_SECONDS = 3_600
MOST_ALTERNATIVES = 100
PERCENT = click.FloatRange(0, 100)
STATUS_IN_WORDS = {
    Status.OPTIMAL: "optimal: no team costs less",
    Status.BEST_FOUND: "best found: no team is known that costs less",
    Status.INFEASIBLE: "infeasible: in every team a must stays open; the best that can be had",
    Status.ABSTAINED: "no credible team",
}
NOBODY = "infeasible: nobody counts for any of it as it is asked for"


@click.command()
@click.argument("need", required=False)
@need_option
@click.option("--opportunity", metavar="ID", help="For an opportunity in the graph, not for NEED.")
@click.option("--region", help="Only members seated there: a NUTS or ITL code, or a name.")
@click.option(
    "--max-members",
    type=click.IntRange(1, MOST_MEMBERS),
    help="The largest team.  [default: as many as are worth it]",
)
@click.option(
    "--local", multiple=True, metavar="REGION", help="A region whose members are preferred."
)
@click.option(
    "--min-local", type=PERCENT, metavar="PERCENT", help="The least share of the work done there."
)
@click.option(
    "--max-share", type=PERCENT, metavar="PERCENT", help="The most work that one member may do."
)
@click.option("--require", multiple=True, metavar="ORG", help="Who must be a member: an id.")
@click.option("--exclude", multiple=True, metavar="ORG", help="Who may not be a member: an id.")
@click.option(
    "--competitors",
    type=click.Choice([APART, TOGETHER]),
    help="In the field where they compete.  [default: apart under non-disclosure]",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, MOST_SECONDS),
    default=SECONDS,
    show_default=True,
    help="After so long the best team that is known is the answer.",
)
@click.option(
    "--alternatives",
    type=click.IntRange(0, MOST_ALTERNATIVES),
    default=3,
    show_default=True,
    help="So many other teams, if there are; this takes up to --seconds once more.",
)
@click.option(
    "--differ",
    type=click.IntRange(1, MOST_MEMBERS),
    default=1,
    show_default=True,
    help="So many members of each are in no better team.",
)
@click.option(
    "--save",
    metavar="[NAME]",
    is_flag=False,
    flag_value="",
    help="Record the team of the opportunity as a virtual enterprise, under its public name; "
    "without NAME that is the title of the opportunity.",
)
@as_json
def form(  # noqa: PLR0917  # click passes options by name
    need: str | None,
    need_file: Path | None,
    opportunity: str | None,
    region: str | None,
    max_members: int | None,
    local: tuple[str, ...],
    min_local: float | None,
    max_share: float | None,
    require: tuple[str, ...],
    exclude: tuple[str, ...],
    competitors: str | None,
    seconds: float,
    alternatives: int,
    differ: int,
    save: str | None,
    as_json: bool,
) -> None:
    """Form the team that covers NEED at least cost, with what stays open and what would close it.

    NEED is plain language. A quantity may be shared by several members whose free capacities add
    up to it; at most one organisation of an ownership group is in the team.
    """
    has_need = need is not None or need_file is not None
    if save is not None and opportunity is None:
        raise UsageError("an enterprise fulfils an opportunity; next step: add --opportunity ID")
    if has_need:
        check_need(need, need_file)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        asked = given_need(need, need_file, product) if has_need else None
        request = TeamRequest(
            asked,
            opportunity,
            region,
            max_members,
            local,
            None if min_local is None else min_local / 100,
            None if max_share is None else max_share / 100,
            require,
            exclude,
            None if competitors is None else competitors == APART,
            seconds,
            alternatives,
            differ,
        )
        answer = product.team_former.form(request, product.projection(), today)
        if save is not None and answer.opportunity is not None:
            say(f"saved as {_save(product, answer, answer.opportunity, save, today)}")
    if as_json:
        print_json(team_json(answer))
    else:
        _show(for_reading(answer))


def _save(product: Services, answer: TeamAnswer, opportunity: str, name: str, day: dt.date) -> str:
    """Records a team as an enterprise; returns its id."""
    if not answer.members:
        raise StateError("there is no team to save; next step: read its gaps without --save")
    members = [member.organisation.id for member in answer.members]
    told = product.registry.form(opportunity, members, name or None, day)
    product.record(told, FORMING)
    return told.id


def _show(answer: TeamAnswer) -> None:
    is_empty = answer.status is Status.INFEASIBLE and not answer.members
    click.echo(NOBODY if is_empty else STATUS_IN_WORDS[answer.status])
    if answer.members:
        _show_cost(answer)
    _show_matrix(answer)
    for letter, member in zip(_letters(answer), answer.members, strict=True):
        _show_member(letter, member)
    show_shares(answer.shares, _letters(answer))
    for gap in answer.gaps:
        click.echo(f"\nopen  {gap.requirement}: {gap.reason}\n      change: {gap.change}")
    if answer.relaxations:
        click.echo(f"\ngive up  {'; '.join(answer.relaxations)}")
    for missed in answer.near_misses:
        click.echo(f"\nnear  {missed.requirement}: {missed.reason}; it fits {missed.fit:.2f}")
        click.echo(f"      change: {missed.change}")
    for rivals in answer.rivals:
        field = f" in {', '.join(rivals.competencies)}" if rivals.competencies else ""
        click.echo(f"\nrivals  {' and '.join(rivals.members)} compete{field}")
    _show_alternatives(answer)
    if answer.status is Status.ABSTAINED:
        say("nobody fits; try other words, or load more members: kg ingest --help")


def _show_cost(answer: TeamAnswer) -> None:
    cost = answer.cost
    terms = {
        "misfit": cost.misfit,
        "risk": cost.risk,
        "coordination": cost.coordination,
        "overlap": cost.overlap,
        "local": cost.local,
        "gaps": cost.gaps,
    }
    parts = " + ".join(f"{name} {_amount(value)}" for name, value in terms.items() if value)
    bound = (
        "" if cost.total == answer.bound else f"; no team costs less than {_amount(answer.bound)}"
    )
    click.echo(f"cost {_amount(cost.total)} = {parts}{bound}\n")


def _show_matrix(answer: TeamAnswer) -> None:
    """Requirements by members: the fit of who covers it, in brackets of who could as well."""
    requirements = answer.need.requirements
    wide = max((len(r.id) for r in requirements), default=0)
    head = "".join(f"{letter:>{COLUMN}}" for letter in _letters(answer))
    if head:
        click.echo(f"{'':{wide + 2 + LONGEST_TEXT}}{head}")
    for requirement in requirements:
        text = requirement.text if requirement.must else f"{requirement.text} (wished for)"
        line = f"{requirement.id:{wide}}  {_shortened(text):{LONGEST_TEXT}}"
        click.echo((line + "".join(_cell(requirement.id, m) for m in answer.members)).rstrip())
    click.echo()


def _cell(requirement: str, member: Member) -> str:
    covered = {cover.requirement: f"{cover.fit:.2f} " for cover in member.covers}
    could = {overlap.requirement: f"({overlap.fit:.2f})" for overlap in member.overlaps}
    return f"{(could | covered).get(requirement, '· '):>{COLUMN}}"


def _show_member(letter: str, member: Member) -> None:
    organisation = member.organisation
    where = organisation.region or organisation.country or "place unknown"
    click.echo(f"{letter}  {organisation.name} ({where})  {organisation.id}")
    click.echo(f"      {member.reason}")
    for cover in member.covers:
        share = "" if cover.share == 1 else f"{cover.share:.0%} of it; "
        click.echo(f"      {cover.requirement}  {cover.fit:.2f}  {share}{cover.reason}")
        for cited in cover.evidence:
            click.echo(f"               {cited.title} [{cited.file} line {cited.row}]")


def _show_alternatives(answer: TeamAnswer) -> None:
    names = {m.organisation.id: m.organisation.name for m in answer.members}
    for other in answer.alternatives:
        new = ", ".join(member.name for member in other.members if member.id not in names)
        left = ", ".join(names[id_] for id_ in other.without)
        stay = ", ".join(member.name for member in other.members if member.id in names)
        is_proven = other.bound == other.cost
        bound = "" if is_proven else f" (no such team costs less than {_amount(other.bound)})"
        click.echo(f"\nor    {_amount(other.cost)}{bound}  {new} instead of {left or 'nobody'}")
        click.echo(f"      with {stay or 'nobody of the best team'}")


def _letters(answer: TeamAnswer) -> list[str]:
    """A, B, … for the members; beyond Z with a number."""
    many = len(ascii_uppercase)
    return [
        ascii_uppercase[n % many] + (str(n // many) if n >= many else "")
        for n in range(len(answer.members))
    ]


def _amount(units: int) -> str:
    return f"{units / UNITS:.2f}"


def _shortened(text: str) -> str:
    return text if len(text) < LONGEST_TEXT else text[: LONGEST_TEXT - 3].rstrip() + " …"
