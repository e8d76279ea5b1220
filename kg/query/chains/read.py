"""Puts chains together from the graph, which has the stages, and the read model, who could."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kg.errors import NotFoundError
from kg.graph.value_chains import ChainName, StageRow
from kg.projection.projection import Projection
from kg.query.chains.chain import Actor, Chain, Point, Stage, Substitute, in_order
from kg.query.complements.holders import find_holders, rows_of
from kg.query.team.ownership import ownership_groups

# Levels from which one can do the work alone; level 1 needs help.
LEAST_LEVEL = 2


class ChainSource(Protocol):
    """Where stages come from: the graph, or a test."""

    def all(self) -> list[ChainName]:
        """All value chains, by id."""

    def stages(self, chains: Sequence[str], today: dt.date) -> list[StageRow]:
        """The stages of value chains, with who performs them on a day."""


class OwnershipSource(Protocol):
    """Where ownership comes from."""

    def controls(self, today: dt.date) -> Iterable[tuple[str, str]]:
        """All pairs of an owner and what it controls today."""


class ChainReader:
    """Reads value chains with who performs and who could perform their stages."""

    def __init__(self, chains: ChainSource, ownership: OwnershipSource) -> None:
        self._chains = chains
        self._ownership = ownership

    def names(self) -> list[ChainName]:
        """All value chains, by id."""
        return self._chains.all()

    def one(self, wanted: str, projection: Projection, today: dt.date) -> Chain:
        """The value chain with an id or name; raises NotFoundError with the next step."""
        names = self.names()
        folded = wanted.strip().casefold()
        found = [n for n in names if n.id == wanted] or [
            n for n in names if n.name.casefold() == folded
        ]
        if not found:
            step = "kg chains show lists them" if names else "load a value_chains.csv: kg ingest"
            raise NotFoundError(f"no value chain {wanted!r}; next step: {step}")
        return self._read(found[:1], projection, today)[0]

    def every(self, projection: Projection, today: dt.date) -> list[Chain]:
        """All value chains, by id."""
        return self._read(self.names(), projection, today)

    def _read(
        self, names: Sequence[ChainName], projection: Projection, today: dt.date
    ) -> list[Chain]:
        rows = self._chains.stages([name.id for name in names], today)
        owners = ownership_groups(self._ownership.controls(today))
        maker = _Maker(projection, owners, today)
        return [
            Chain(
                name.id,
                name.name,
                tuple(
                    maker.stage(row) for row in in_order([r for r in rows if r.chain == name.id])
                ),
            )
            for name in names
        ]


class _Maker:
    """Makes stages of rows, with what the read model knows of organisations."""

    def __init__(self, projection: Projection, owners: Mapping[str, str], today: dt.date) -> None:
        self._projection, self._owners, self._today = projection, owners, today

    def stage(self, row: StageRow) -> Stage:
        """A stage with its performers, and who else could."""
        organisations, competencies = self._projection.organisations, self._projection.competencies
        places = (organisations.ids.find(id_) for id_ in row.performers)
        performing = [place for place in places if place is not None]
        meant = rows_of(self._projection, row.competencies)
        return Stage(
            row.id,
            row.name,
            row.description,
            row.after,
            tuple(competencies.names[each] for each in meant),
            tuple(self._actor(place) for place in performing),
            self._substitutes(meant, {*performing}),
        )

    def _substitutes(self, meant: Sequence[int], performing: set[int]) -> tuple[Substitute, ...]:
        holders = find_holders(self._projection, meant, LEAST_LEVEL, self._today)
        found = [
            Substitute(self._actor(row), round(quality, 6))
            for row, quality in zip(
                holders.organisations.tolist(), holders.qualities.tolist(), strict=True
            )
            if quality > 0 and row not in performing
        ]
        return tuple(sorted(found, key=lambda s: (-s.quality, s.actor.id)))

    def _actor(self, row: int) -> Actor:
        seat = self._projection.organisations[row]
        return Actor(
            seat.id,
            seat.name,
            seat.region,
            seat.country,
            _point(self._projection, row),
            self._owners.get(seat.id, seat.id),
        )


def _point(projection: Projection, row: int) -> Point | None:
    """The point of an organisation, or that of its town."""
    columns = projection.organisations
    for latitudes, longitudes in (
        (columns.latitudes, columns.longitudes),
        (columns.town_latitudes, columns.town_longitudes),
    ):
        latitude, longitude = float(latitudes[row]), float(longitudes[row])
        # Not a number is the one that is not equal to itself.
        if latitude == latitude:  # noqa: PLR0124
            return latitude, longitude
    return None
