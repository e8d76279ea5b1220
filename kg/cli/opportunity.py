"""kg opportunity: list and show what customers ask for."""

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import NotFoundError
from kg.graph.opportunities import Opportunity, OpportunityRequirement
from kg.query.present_team import opportunities_json, opportunity_json


@click.group()
def opportunity() -> None:
    """List and show opportunities: what customers ask for."""


@opportunity.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List all opportunities."""
    with services() as product:
        heads = product.opportunities.list()
    if as_json:
        print_json(opportunities_json(heads))
        return
    for head in heads:
        number = f"{head.requirements} requirement{'' if head.requirements == 1 else 's'}"
        click.echo(f"{head.id}\t{head.title}\t{head.offering_kind or ''}\t{number}")
    if not heads:
        say("the graph holds no opportunities; next step: load opportunities.csv of a package")


@opportunity.command()
@click.argument("id_", metavar="ID")
@as_json
def show(id_: str, as_json: bool) -> None:
    """Show the opportunity ID with its requirements."""
    with services() as product:
        found = product.opportunities.opportunity(id_)
    if found is None:
        raise NotFoundError(f"no opportunity {id_!r}; try: kg opportunity list")
    if as_json:
        print_json(opportunity_json(found))
    else:
        _show(found)


def _show(found: Opportunity) -> None:
    kind = f"  ({found.offering_kind})" if found.offering_kind else ""
    click.echo(f"{found.title}{kind}")
    if found.shown_customer:
        click.echo(f"for {found.shown_customer}")
    click.echo(found.text)
    for requirement in found.requirements:
        wish = "" if requirement.is_must else " (wished for)"
        short = requirement.id.removeprefix(f"{found.id}-")
        click.echo(f"\n{short}  {requirement.text}{wish}")
        for line in _terms(requirement):
            click.echo(f"      {line}")


def _terms(requirement: OpportunityRequirement) -> list[str]:
    """The conditions of a requirement, one a line."""
    lines = [f"certificate: {certificate}" for certificate in requirement.certificates]
    if requirement.minimum_level is not None:
        lines.append(f"at least level {requirement.minimum_level}")
    if requirement.quantity is not None:
        per = f" a {requirement.period}" if requirement.period else ""
        lines.append(f"quantity: {requirement.quantity:,.10g} {requirement.unit or ''}{per}")
    if requirement.needed_by:
        lines.append(f"needed by {requirement.needed_by}")
    if requirement.region:
        lines.append(f"in {requirement.region}")
    if requirement.languages:
        lines.append(f"language: {' or '.join(requirement.languages)}")
    return lines + [f"not: {excluded}" for excluded in requirement.excludes]
