"""kg firm: find and show organisations."""

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import no_organisation
from kg.model import Account, OrganisationDetail, Origin, Scalar
from kg.query.present import (
    contact_json,
    detail_json,
    organisation_json,
    stated_json,
    value_json,
)
from kg.wiring import Services


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
@click.option("--facts", is_flag=True, help="Each value with the row that states it.")
@as_json
def show(id_: str, facts: bool, as_json: bool) -> None:
    """Show the organisation ID with what it offers and what supports it.

    Any id finds an organisation that was merged. Where records disagree, the values that lost are
    listed with the row that states each, and why the other won.
    """
    with services() as product:
        detail = _found(product, id_)
        account = product.account(detail.organisation.id)
    if as_json:
        told = {"facts": [stated_json(fact) for fact in account.facts]} if facts else {}
        print_json({**detail_json(detail, account), **told})
        return
    _show(detail)
    if facts:
        _show_facts(account)
    _show_lost(account)


@firm.command()
@click.argument("id_", metavar="ID")
@as_json
def contacts(id_: str, as_json: bool) -> None:
    """Show whom to talk to at the organisation ID.

    Names and addresses are sealed in the graph; the key in KG_HOME opens them, so only this
    command and those who hold the key can read them.
    """
    with services() as product:
        kept = _found(product, id_).organisation.id
        found = [
            contact_json(
                contact, product.sealer.open(contact.sealed, contact.id) if contact.sealed else {}
            )
            for contact in product.catalogue.contacts(kept)
        ]
    if as_json:
        print_json(found)
        return
    for contact in found:
        words = (contact.get(name) for name in ("name", "jobTitle", "email", "phone"))
        click.echo("\t".join(str(word or "") for word in words))
    if not found:
        say(f"no contact of {id_} is known")


def _found(product: Services, id_: str) -> OrganisationDetail:
    detail = product.catalogue.organisation(id_)
    if detail is None:
        raise no_organisation(id_)
    return detail


def _show_facts(account: Account) -> None:
    click.echo("\nValues and the rows that state them:")
    for fact in account.facts:
        click.echo(f"  {fact.name}  {_shown(fact.value)}  ({origin_words(fact.origin)})")


def _show_lost(account: Account) -> None:
    if account.lost:
        click.echo("\nValues that lost:")
    for lost in account.lost:
        click.echo(f"  {lost.name}  {_shown(lost.value)}  ({origin_words(lost.origin)})")
        won = f"{_shown(lost.won.value)} ({origin_words(lost.won.origin)})"
        click.echo(f"    {won} won by {lost.because}: {lost.reason}")


def _shown(value: Scalar) -> str:
    return str(value_json(value))


def _show(detail: OrganisationDetail) -> None:
    organisation = detail.organisation
    place = [organisation.city, organisation.region_name or organisation.region]
    where = ", ".join(part for part in (*place, organisation.country) if part)
    click.echo(f"{organisation.name}  ({organisation.kind}, {where or 'place unknown'})")
    if detail.retired_on:
        click.echo(f"retired since {detail.retired_on}: its source has it no more")
    if detail.merged_ids:
        click.echo(f"id {organisation.id}, merged with {', '.join(detail.merged_ids)}")
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


def origin_words(origin: Origin) -> str:
    """Where a value comes from, for people."""
    return f"{origin.source}, load {origin.load}, {origin.file} line {origin.row}"
