"""kg up, kg down, kg status: the embedded engine."""

import click

from kg.cli.session import as_json, print_json, services

MEGABYTE = 1_000_000


@click.command()
def up() -> None:
    """Start the graph engine and leave it running."""
    with services() as product:
        product.connection  # noqa: B018  # opening it starts the engine
        if product.settings.graph_uri:
            click.echo(f"KG_GRAPH_URI is set: using {product.settings.graph_uri}")
            return
        found = product.engine.status()
        click.echo(f"running, pid {found.pid}, port {found.port}, state in {product.settings.home}")


@click.command()
def down() -> None:
    """Stop the graph engine; everything is kept."""
    with services() as product:
        # The copy that queries read holds nothing of its own: no need to end it in order.
        stopped = [product.reader_engine.kill(), product.engine.stop()]
    click.echo("stopped" if any(stopped) else "not running")


@click.command()
@as_json
def status(as_json: bool) -> None:
    """Show where the graph is, whether it runs, and at which revision it is."""
    with services() as product:
        settings, found = product.settings, product.engine.status()
        reader = product.reader_engine.status()
        is_there = bool(settings.graph_uri) or found.running
        revision = product.catalogue.revision() if is_there else None
    if as_json:
        print_json(
            {
                "home": str(settings.home),
                "uri": settings.graph_uri or None,
                "running": is_there,
                "pid": found.pid,
                "port": found.port,
                "residentBytes": found.resident_bytes,
                "started": found.started.isoformat() if found.started else None,
                "reader": {"pid": reader.pid, "residentBytes": reader.resident_bytes}
                if reader.running
                else None,
                "revision": revision,
            }
        )
        return
    click.echo(f"home      {settings.home}")
    if settings.graph_uri:
        click.echo(f"graph     {settings.graph_uri}, database {settings.graph_database}")
    elif found.running:
        click.echo(f"engine    running, pid {found.pid}, port {found.port}")
        click.echo(f"memory    {(found.resident_bytes or 0) / MEGABYTE:,.0f} MB")
        if reader.running:
            size = f"{(reader.resident_bytes or 0) / MEGABYTE:,.0f} MB"
            click.echo(f"queries   read a copy, pid {reader.pid}, {size}")
    else:
        click.echo("engine    not running; try: kg up")
        return
    click.echo(f"revision  {revision}")
