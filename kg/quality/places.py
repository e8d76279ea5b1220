"""All seats side by side: which are far from the others of their region, and which others deny."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.quality.centres import Centre, Centres
from kg.quality.neighbourhoods import Neighbourhoods, Witness, compared
from kg.quality.seats import Seat


@dataclass(frozen=True, slots=True)
class Far:
    """A seat whose point is far from the middle of the points of its region, in kilometres."""

    seat: Seat
    centre: Centre
    distance: float


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A seat whose region others deny."""

    seat: Seat
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True)
class Places:
    """The seats of a whole graph."""

    seats: Sequence[Seat]

    @cached_property
    def misplaced(self) -> Sequence[Misplaced]:
        """Seats in another region than the others of their city, postal area or surroundings.

        Those around a point are asked only where it is far from the others of its region: a town
        at a border may have nobody of its own region around it.
        """
        far = {found.seat.node for found in self.far}
        return list(self._misplaced(lambda seat: seat.node in far))

    @cached_property
    def far(self) -> Sequence[Far]:
        """Seats far from the middle of their region, which those denied by name do not move."""
        denied = {found.seat.node for found in self._misplaced(lambda _: False)}
        centres = Centres(seat for seat in self.seats if seat.node not in denied)
        found = []
        for seat in self.seats:
            centre = centres.of(seat)
            if centre is not None and seat.point is not None:
                distance = centre.distance(seat.point)
                if distance > centre.reach:
                    found.append(Far(seat, centre, distance))
        return found

    @cached_property
    def _neighbourhoods(self) -> Neighbourhoods:
        return Neighbourhoods(self.seats)

    def _misplaced(self, is_far: Callable[[Seat], bool]) -> Iterator[Misplaced]:
        for seat in self.seats:
            if not compared(seat):
                continue
            asked = self._neighbourhoods.by_name(seat)
            if is_far(seat):
                asked = (*asked, self._neighbourhoods.around(seat))
            denying = tuple(witness for witness in asked if witness.denies)
            if denying and not any(witness.confirms for witness in asked):
                yield Misplaced(seat, denying)
