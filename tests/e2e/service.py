"""The service as tests reach it: in this process, or as users start it."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.deps import Product
from kg.settings import Settings
from kg.wiring import Services
from tests.e2e.conftest import Kg

STARTS_WITHIN_SECONDS = 120


@contextmanager
def client(kg: Kg) -> Iterator[TestClient]:
    """A client of the application over a home."""
    product = Product(lambda: Services(Settings(home=kg.home)))
    with TestClient(create_app(product), raise_server_exceptions=False) as found:
        yield found


@contextmanager
def served(kg: Kg) -> Iterator[str]:
    """The address of `kg serve` on a free port, as long as it is needed."""
    process = subprocess.Popen(
        [Path(sys.executable).with_name("kg"), "serve", "--port", "0"],
        env={**os.environ, "KG_HOME": str(kg.home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert select.select([process.stdout], [], [], STARTS_WITHIN_SECONDS)[0], "did not start"
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()
