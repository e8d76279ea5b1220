"""kg serve: the service in this process.

The command line finds it by name: this room lies above it.
"""

import socket
from contextlib import suppress

import click
import uvicorn

from api.app import create_app
from api.deps import Product
from kg.cli.session import read_settings, say
from kg.errors import UsageError
from kg.wiring import Services

# How long requests that are under way may take to finish.
STOP_SECONDS = 5
# Other names are refused: a page of somebody else could have its own lead here.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0: any free one.",
)
@click.option(
    "--name",
    "names",
    metavar="HOST",
    multiple=True,
    help="A further name of this service, as a proxy has it; may be repeated.",
)
def serve(host: str, port: int, names: tuple[str, ...]) -> None:
    """Serve the pages and the API over HTTP until it is interrupted.

    Only this machine can reach it unless --host says otherwise. Whoever can reach it can read
    everything but sealed values: put a proxy with a login before it on a network.
    """
    settings = read_settings()
    product = Product(lambda: Services(settings, say))
    with _listen(host, port) as listener:
        with product.services() as services:
            services.projection()
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{listener.getsockname()[1]}/")
        say("serving until Ctrl+C; /docs describes the API")
        config = uvicorn.Config(
            create_app(product, {*LOOPBACK, shown, *names}),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        # The way to end it, so no failure: uvicorn has answered what was asked before.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
        say("stopped; the graph engine goes on, kg down stops it")


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; "
            "next step: choose another --port"
        ) from error
