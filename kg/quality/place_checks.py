"""Checks of places: points against countries and regions, regions against cities."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.model import NodeRef
from kg.ontology.country_outlines import TOLERANCE_KM, CountryOutlines
from kg.quality.finding import Finding, sources_of
from kg.quality.places import Places
from kg.quality.seats import Seat
from kg.quality.survey import Survey

# A pile is a good part of what its source has in a region, so that stray errors are none, and it
# comes from more than one city, so that a dispute about one is none.
LEAST_PILED = 4
PILED_SHARE = 0.2
LEAST_CITIES = 2
MOST_NAMED = 5

POINT = "latitude, longitude"


def point_outside_country(survey: Survey) -> Iterator[Finding]:
    """A point outside the country of the region that the organisation is located in."""
    outlines = CountryOutlines.load()
    for seat in survey.places.seats:
        if seat.point is None or not seat.country:
            continue
        distance = outlines.distance_outside(seat.country, *seat.point)
        if distance is not None and distance > TOLERANCE_KM:
            reason = f"{distance:,.0f} km outside of {seat.country}"
            yield Finding(seat.node, POINT, _point(seat), reason, seat.records)


def point_far_from_region(survey: Survey) -> Iterator[Finding]:
    """A point far from the points of the other organisations of the same region."""
    for far in survey.places.far:
        centre = far.centre
        reason = (
            f"{far.distance:,.0f} km from the middle of those in {centre.region}, "
            f"of which half lie within {centre.spread:,.0f} km"
        )
        yield Finding(far.seat.node, POINT, _point(far.seat), reason, far.seat.records)


def region_of_another_place(survey: Survey) -> Iterator[Finding]:
    """A region that others of the same city, postal area or surroundings are not in."""
    for found in survey.places.misplaced:
        seat = found.seat
        reason = "; ".join(witness.told() for witness in found.witnesses)
        yield Finding(seat.node, "LOCATED_IN", seat.region, reason, seat.records)


def piled_into_region(survey: Survey) -> Iterator[Finding]:
    """A region into which a source puts organisations of several cities that lie elsewhere."""
    held = Counter(
        (seat.region, source) for seat in survey.places.seats for source in sources_of(seat.records)
    )
    for (region, source), pile in sorted(_piles(survey.places).items()):
        cities = {seat.city_key for seat in pile if seat.city_key}
        is_large = len(pile) >= max(LEAST_PILED, PILED_SHARE * held[region, source])
        if is_large and len(cities) >= LEAST_CITIES:
            yield _told(region, source, pile, held[region, source])


def _piles(places: Places) -> dict[tuple[str, str], list[Seat]]:
    piles: dict[tuple[str, str], list[Seat]] = defaultdict(list)
    for found in places.misplaced:
        for source in sources_of(found.seat.records):
            piles[found.seat.region, source].append(found.seat)
    return piles


def _told(region: str, source: str, pile: Sequence[Seat], held: int) -> Finding:
    names = {seat.city_key: seat.city for seat in pile if seat.city}
    named = ", ".join(sorted(names.values())[:MOST_NAMED])
    more = ", …" if len(names) > MOST_NAMED else ""
    reason = (
        f"{len(pile):,} of {held:,} organisations that {source} puts here are of cities elsewhere: "
        f"{named}{more}"
    )
    records = tuple(r for seat in pile for r in seat.records if sources_of([r]) == (source,))
    return Finding(NodeRef("Region", region), "LOCATED_IN", region, reason, records)


def _point(seat: Seat) -> str:
    return f"{seat.point[0]:g}, {seat.point[1]:g}" if seat.point else ""
