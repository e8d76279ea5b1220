"""Prints a team: who covers what at what cost, what is open, and what else could be."""

from string import ascii_uppercase

import click

from kg.cli.session import say
from kg.cli.team.choices import show_choices
from kg.cli.team.loss import show_loss
from kg.cli.team.shares import show_shares
from kg.query.team.answer import Member, Status, TeamAnswer
from kg.query.team.costs import UNITS
from kg.query.team.standing import IN_WORDS

LONGEST_TEXT = 60
COLUMN = 8
STATUS_IN_WORDS = {
    Status.OPTIMAL: "optimal: no team costs less",
    Status.BEST_FOUND: "best found: no team is known that costs less",
    Status.INFEASIBLE: "infeasible: in every team a must stays open; the best that can be had",
    Status.ABSTAINED: "no credible team",
}
NOBODY = "infeasible: nobody counts for any of it as it is asked for"


def show_team(answer: TeamAnswer) -> None:
    """A team in lines; what matters first."""
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
    for heard in answer.feedback:
        where = "in the team" if heard.is_member else "not in the team"
        click.echo(f"\nheard  {heard.organisation.name} ({where}): {heard.reason}")
    _show_alternatives(answer)
    show_choices(answer.choices)
    if answer.status is Status.ABSTAINED:
        say("nobody fits; try other words, or load more members: kg ingest --help")


def _show_cost(answer: TeamAnswer) -> None:
    cost = answer.cost
    terms = {
        "misfit": cost.misfit,
        "risk": cost.risk,
        "coordination": cost.coordination,
        "overlap": cost.overlap,
        "distance": cost.distance,
        "local": cost.local,
        "gaps": cost.gaps,
    }
    parts = " + ".join(f"{name} {_amount(value)}" for name, value in terms.items() if value)
    bound = (
        "" if cost.total == answer.bound else f"; no team costs less than {_amount(answer.bound)}"
    )
    click.echo(f"cost {_amount(cost.total)} = {parts}{bound}")
    local = "" if answer.local is None else f"; {answer.local:.0%} of the work is local"
    click.echo(f"robust {answer.robust:.0%}: so much of the work is left, whoever leaves{local}\n")


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
    standing = IN_WORDS[member.standing]
    click.echo(f"{letter}  {organisation.name} ({where})  {organisation.id}  {standing}")
    click.echo(f"      {member.reason}")
    for cover in member.covers:
        share = "" if cover.share == 1 else f"{cover.share:.0%} of it; "
        click.echo(f"      {cover.requirement}  {cover.fit:.2f}  {share}{cover.reason}")
        for cited in cover.evidence:
            click.echo(f"               {cited.title} [{cited.file} line {cited.row}]")
    if member.loss is not None:
        show_loss(member.loss)


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
