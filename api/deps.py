"""What routes ask of the product, so that a route is three lines: parse, ask, present."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, cast

from fastapi import Depends, Request

from kg.errors import ServiceError
from kg.wiring import Services


class Product:
    """The services of one process, built anew after the graph could not be reached.

    Requests run side by side; what is built on first use is built by one of them.
    """

    def __init__(self, build: Callable[[], Services]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._services: Services | None = None

    @contextmanager
    def services(self) -> Iterator[Services]:
        """The services, warm; an engine that went away is looked for again next time."""
        services = self._ready()
        try:
            yield services
        except ServiceError:
            self._forget(services)
            raise

    def close(self) -> None:
        """Lets the graph go."""
        with self._lock:
            if self._services is not None:
                self._services.close()
            self._services = None

    def _ready(self) -> Services:
        with self._lock:
            if self._services is None:
                services = self._build()
                services.warm_up()
                self._services = services
            return self._services

    def _forget(self, services: Services) -> None:
        with self._lock:
            if self._services is services:
                self._services = None
        services.close()


def _product(request: Request) -> Product:
    return cast("Product", request.app.state.product)


Asked = Annotated[Product, Depends(_product)]


def today() -> dt.date:
    """The day on which answers are given, UTC."""
    return dt.datetime.now(dt.UTC).date()
