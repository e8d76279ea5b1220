"""kg reindex: compute again what is derived from the graph."""

from dataclasses import asdict

import click

from kg.cli.session import as_json, print_json, services
from kg.errors import StateError


@click.command()
@as_json
def reindex(as_json: bool) -> None:
    """Compute again what is derived: competency links, doubts, the read model, the network.

    Loads do this by themselves where it is needed. This does all of it anew: after somebody else
    has written into the graph, or when a result is in doubt.
    """
    with services() as product, product.only_load():
        if product.catalogue.revision() == 0:
            raise StateError("the graph is empty; next step: load something, see kg ingest --help")
        product.check_whole()
        report = product.linker.link(anew=True)
        doubts = product.mark_doubts(anew=True)
        product.forget_network()
        revision = product.projection_anew().revision
    counts = {**asdict(report), "doubts": doubts}
    if as_json:
        print_json({**counts, "revision": revision})
        return
    told = "  ".join(f"{name} {count:,}" for name, count in counts.items())
    click.echo(f"{told}  revision {revision}")
