"""kg up, kg down, kg status: the embedded engine."""

import click

from kg.cli.session import as_json, print_json, read_settings, services

MEGABYTE = 1_000_000


@click.command()
def up() -> None:
    """Start the graph engine and leave it running."""
    with services() as product:
        product.connection  # noqa: B018  # opening it starts the engine
        found = product.engine.status()
        click.echo(f"running, pid {found.pid}, port {found.port}, state in {product.settings.home}")


@click.command()
def down() -> None:
    """Stop the graph engine; everything is kept."""
    with services() as product:
        stopped = product.engine.stop()
    click.echo("stopped" if stopped else "not running")


@click.command()
@as_json
def status(as_json: bool) -> None:
    """Show whether the graph engine runs, and what the graph holds."""
    home = read_settings().home
    with services() as product:
        found = product.engine.status()
        revision = product.catalogue.revision() if found.running else None
    if as_json:
        print_json(
            {
                "home": str(home),
                "running": found.running,
                "pid": found.pid,
                "port": found.port,
                "residentBytes": found.resident_bytes,
                "started": found.started.isoformat() if found.started else None,
                "revision": revision,
            }
        )
        return
    click.echo(f"home      {home}")
    if not found.running:
        click.echo("engine    not running; try: kg up")
        return
    click.echo(f"engine    running, pid {found.pid}, port {found.port}")
    click.echo(f"memory    {(found.resident_bytes or 0) / MEGABYTE:,.0f} MB")
    click.echo(f"revision  {revision}")
