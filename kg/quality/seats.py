"""Where organisations are said to be, in the form in which seats are compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model import CanonicalNode, NodeRef
from kg.ontology.contents import Contents
from kg.ontology.region_code import canonical_region_code
from kg.quality.place_names import city_key
from kg.quality.postal_codes import postal_area

Point = tuple[float, float]  # latitude, longitude in degrees (WGS 84)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an organisation is said to be; what is not known is empty."""

    node: NodeRef
    records: tuple[str, ...]
    country: str
    # The code of the region, as fine as it is known.
    region: str
    city: str
    postal_code: str
    point: Point | None
    # The city as it is compared, and the part of the postal code that names an area.
    city_key: str
    area: str


def read_seats(contents: Contents) -> Iterator[Seat]:
    """The seats of all organisations."""
    located = {link.ref.start: link.ref.end.id for link in contents.links("LOCATED_IN")}
    countries = {
        region.ref.id: str(region.properties.get("country") or "")
        for region in contents.nodes("Region")
    }
    for node in contents.nodes("Organisation"):
        yield _seat(node, located.get(node.ref), countries)


def _seat(node: CanonicalNode, located: str | None, countries: Mapping[str, str]) -> Seat:
    region = located or canonical_region_code(_text(node, "regionCode"))
    # The codes of regions begin with that of their country.
    country = countries.get(region) or region[:2] or _text(node, "country")
    country = canonical_region_code(country)
    city, postal_code = _text(node, "city"), _text(node, "postalCode")
    return Seat(
        node=node.ref,
        records=node.records,
        country=country,
        region=region,
        city=city,
        postal_code=postal_code,
        point=_point(node),
        city_key=city_key(city),
        area=postal_area(country, postal_code),
    )


def _point(node: CanonicalNode) -> Point | None:
    latitude, longitude = (node.properties.get(name) for name in ("latitude", "longitude"))
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        return float(latitude), float(longitude)
    return None


def _text(node: CanonicalNode, name: str) -> str:
    value = node.properties.get(name)
    return value if isinstance(value, str) else ""
