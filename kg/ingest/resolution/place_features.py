"""Features besides names, each a function whose docstring is what users read of it."""

import math

from kg.ingest.resolution.observe import Compared, Observation
from kg.ingest.resolution.traits import Traits

# A body may have two PICs, and a VAT group one number for several; other schemes give one each.
SEVERAL_EACH = frozenset({"pic"})
LEAST_PHONE = 6
# Regions of NUTS 3 have five letters, of NUTS 2 four.
NUTS_2, NUTS_3 = 4, 5
# A town and its surroundings; the same part of the country.
NEAR_KM, FAR_KM = 15.0, 80.0
EARTH_KM = 6371.0
# Two address lines are one where they share a number and half of their words.
SHARED_ADDRESS = 0.5


def identifier(pair: Compared) -> Observation | None:
    """Numbers that an authority gives to one body only, such as VAT number, LEI, company number."""
    return _identifiers(pair, {scheme for scheme in _schemes(pair) if scheme not in SEVERAL_EACH})


def several_identifiers(pair: Compared) -> Observation | None:
    """PICs, of which a body may have got several."""
    return _identifiers(pair, _schemes(pair) & SEVERAL_EACH)


def domain(pair: Compared) -> Observation | None:
    """Whether both have the same web domain; hosts that many share do not count."""
    left, right = pair.left.domain, pair.right.domain
    if not (left and right):
        return None
    if left == right:
        return Observation("same", f"both have the web domain {left}")
    if left.partition(".")[0] == right.partition(".")[0]:
        return Observation("same word", f"the web domains {left} and {right} begin alike")
    return Observation("differ", f"the web domains {left} and {right} differ")


def phone(pair: Compared) -> Observation | None:
    """Whether both have the same telephone number."""
    left, right = pair.left.phone, pair.right.phone
    if min(len(left), len(right)) < LEAST_PHONE:
        return None
    if left.endswith(right) or right.endswith(left):
        return Observation("same", "both have the same telephone number")
    return Observation("differ", "the telephone numbers differ")


def country(pair: Compared) -> Observation | None:
    """Whether both are in the same country."""
    left, right = (side.country for side in pair.sides)
    if not (left and right):
        return None
    if left == right:
        return Observation("same", f"both are in {left}")
    return Observation("differ", f"one is in {left}, the other in {right}")


def place(pair: Compared) -> Observation | None:
    """How close their seats are: postal code, city, region (NUTS) or point."""
    left, right = pair.sides
    countries = {side.country for side in pair.sides if side.country}
    if len(countries) > 1:
        return None
    if left.postal_code and left.postal_code == right.postal_code and not _cities_differ(pair):
        return Observation("same postal code", f"both have the postal code {left.postal_code}")
    if left.city and right.city and not _cities_differ(pair):
        return Observation("same city", f"both are in {left.profile.city}")
    return _surroundings(pair)


def address(pair: Compared) -> Observation | None:
    """Whether street and house number agree."""
    left, right = pair.left.street, pair.right.street
    if not (left and right):
        return None
    shared = left & right
    has_number = any(word[0].isdigit() for word in shared)
    if has_number and len(shared) / min(len(left), len(right)) > SHARED_ADDRESS:
        return Observation("same", "street and house number agree")
    return Observation("differ", "the addresses differ")


def kind(pair: Compared) -> Observation | None:
    """Whether both are of the same kind, such as firm or public body."""
    left, right = (side.profile.kind for side in pair.sides)
    if not (left and right) or "Organisation" in (left, right):
        return None
    if left == right:
        return Observation("same", f"both are of the kind {left}")
    return Observation("differ", f"one is of the kind {left}, the other {right}")


def _schemes(pair: Compared) -> set[str]:
    left, right = (dict(side.identifiers) for side in pair.sides)
    return left.keys() & right.keys()


def _identifiers(pair: Compared, schemes: set[str]) -> Observation | None:
    left, right = (dict(side.identifiers) for side in pair.sides)
    found = None
    for scheme in sorted(schemes):
        shared = sorted(left[scheme] & right[scheme])
        if shared:
            return Observation("same", f"both have the {scheme} {shared[0]}")
        numbers = min(left[scheme]), min(right[scheme])
        found = found or Observation("differ", f"{scheme}: {numbers[0]} against {numbers[1]}")
    return found


def _cities_differ(pair: Compared) -> bool:
    """Whether neither city contains the other: `Bruxelles` is that of `Bruxelles Evere`."""
    left, right = set(pair.left.city), set(pair.right.city)
    return bool(left and right) and not (left <= right or right <= left)


def _surroundings(pair: Compared) -> Observation | None:
    left, right = pair.sides
    regions = [side.region for side in pair.sides]
    km = _distance(left, right)
    is_one_region = regions[0] == regions[1] and len(regions[0]) >= NUTS_3
    if is_one_region or (km is not None and km < NEAR_KM):
        level = "next town" if _cities_differ(pair) else "same region"
        return Observation(level, _near(regions, km))
    if km is not None:
        return Observation("nearby" if km < FAR_KM else "elsewhere", f"they are {km:,.0f} km apart")
    if min(map(len, regions)) >= NUTS_2 and regions[0][:NUTS_2] == regions[1][:NUTS_2]:
        return Observation("nearby", f"both are in {regions[0][:NUTS_2]}")
    if _cities_differ(pair):
        is_one_country = left.country == right.country
        level = "elsewhere" if is_one_country else "elsewhere, country unknown"
        return Observation(level, f"they are in {left.profile.city} and {right.profile.city}")
    if min(map(len, regions)) >= NUTS_2:
        return Observation("elsewhere", f"they are in {regions[0]} and {regions[1]}")
    return None


def _near(regions: list[str], km: float | None) -> str:
    return f"they are {km:,.0f} km apart" if km is not None else f"both are in {regions[0]}"


def _distance(left: Traits, right: Traits) -> float | None:
    """Kilometres on a sphere (haversine formula)."""
    one, other = left.profile.point, right.profile.point
    if one is None or other is None:
        return None
    y1, x1, y2, x2 = (math.radians(degrees) for degrees in (*one, *other))
    half = math.sin((y2 - y1) / 2) ** 2
    half += math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))
