"""Which markets organisations sell to, and which a firm would reach through a partner."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.graph.demands import Outlet


class OutletSource(Protocol):
    """Where markets and customers come from: the graph, or a test."""

    def customers(self, organisations: Sequence[str], today: dt.date) -> Sequence[Outlet]: ...
    def markets(self, organisations: Sequence[str], today: dt.date) -> Sequence[Outlet]: ...


@dataclass(frozen=True, slots=True)
class Outlets:
    """The markets that each organisation serves, and the countries in which it has customers.

    By what is reached, as answers call it, the source records and a customer as an example.
    """

    reached: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)

    def new(self, firm: str, partner: str, home: str | None) -> dict[str, tuple[str, str]]:
        """What a firm would reach through a partner and does not reach yet.

        Its own country is `home`.
        """
        own = {*self.reached.get(firm, {}), *([home] if home else [])}
        there = self.reached.get(partner, {})
        return {name: there[name] for name in sorted(there) if name not in own}


def read_outlets(source: OutletSource, organisations: Sequence[str], today: dt.date) -> Outlets:
    """The outlets of organisations as they are today."""
    reached: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for market in source.markets(organisations, today):
        reached[market.organisation].setdefault(market.name, (market.record, ""))
    for customer in source.customers(organisations, today):
        if customer.country:
            entry = (customer.record, customer.name)
            reached[customer.organisation].setdefault(customer.country, entry)
    return Outlets(reached)
