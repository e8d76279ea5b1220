"""kg firm: find and show organisations."""

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import NotFoundError
from kg.model import OrganisationDetail
from kg.query.present import contact_json, detail_json, organisation_json


@click.group()
def firm() -> None:
    """Find and show firms and other organisations."""


@firm.command()
@click.argument("text")
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000),
    default=20,
    show_default=True,
    help="How many organisations.",
)
@as_json
def find(text: str, limit: int, as_json: bool) -> None:
    """List organisations whose name contains TEXT."""
    with services() as product:
        found = product.catalogue.find_organisations(text, limit)
    if as_json:
        print_json([organisation_json(organisation) for organisation in found])
        return
    for organisation in found:
        where = organisation.region or organisation.country or ""
        click.echo(f"{organisation.id}\t{organisation.name}\t{organisation.kind}\t{where}")
    if len(found) == limit:
        say(f"these are the first {limit}; --limit shows more")
    if not found:
        say(f"no organisation has {text!r} in its name")


@firm.command()
@click.argument("id_", metavar="ID")
@as_json
def show(id_: str, as_json: bool) -> None:
    """Show the organisation ID with what it offers and what supports it."""
    with services() as product:
        detail = product.catalogue.organisation(id_)
    if detail is None:
        raise NotFoundError(f'no organisation {id_!r}; try: kg firm find "part of its name"')
    if as_json:
        print_json(detail_json(detail))
    else:
        _show(detail)


@firm.command()
@click.argument("id_", metavar="ID")
@as_json
def contacts(id_: str, as_json: bool) -> None:
    """Show whom to talk to at the organisation ID.

    Names and addresses are sealed in the graph; the key in KG_HOME opens them, so only this
    command and those who hold the key can read them.
    """
    with services() as product:
        if product.catalogue.organisation(id_) is None:
            raise NotFoundError(f'no organisation {id_!r}; try: kg firm find "part of its name"')
        found = [
            contact_json(
                contact, product.sealer.open(contact.sealed, contact.id) if contact.sealed else {}
            )
            for contact in product.catalogue.contacts(id_)
        ]
    if as_json:
        print_json(found)
        return
    for contact in found:
        words = (contact.get(name) for name in ("name", "jobTitle", "email", "phone"))
        click.echo("\t".join(str(word or "") for word in words))
    if not found:
        say(f"no contact of {id_} is known")


def _show(detail: OrganisationDetail) -> None:
    organisation = detail.organisation
    place = [organisation.city, organisation.region_name or organisation.region]
    where = ", ".join(part for part in (*place, organisation.country) if part)
    click.echo(f"{organisation.name}  ({organisation.kind}, {where or 'place unknown'})")
    if detail.retired_on:
        click.echo(f"retired since {detail.retired_on}: its source has it no more")
    for line in (", ".join(detail.alternative_names), detail.description, detail.website):
        if line:
            click.echo(line)
    for doubt in organisation.doubts:
        click.echo(f"doubtful: {doubt}")
    for statement in detail.capabilities:
        level = f", level {statement.level}" if statement.level else ""
        derived = (f"{c.label} (derived, {c.confidence:.2f})" for c in statement.derived)
        competencies = ", ".join((*statement.competencies, *derived))
        head = f"[{statement.status}{level}] {competencies}"
        click.echo(f"\n  {head.rstrip()}")
        click.echo(f"  {statement.text}")
        for doubt in statement.doubts:
            click.echo(f"    doubtful: {doubt}")
        for cited in statement.evidence:
            source = f"{cited.source}, {cited.file} line {cited.row}"
            click.echo(f"    {cited.kind}: {cited.title} ({source})")
