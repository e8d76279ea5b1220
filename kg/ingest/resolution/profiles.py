"""Makes profiles, which are compared, of organisations as the graph has them."""

from kg.graph.identities import JUDGED
from kg.graph.profile_rows import ProfileRow
from kg.ingest.resolution.pair import Profile
from kg.model import Value

# Identifiers that are unique in the world, by their names in the ontology.
WORLDWIDE = {"vatNumber": "vat", "leiCode": "lei"}
# What stands before the colon in ids that a register gave; others are a source's own.
REGISTERS = frozenset({"pic"})


def profile_of(row: ProfileRow) -> Profile:
    """The profile of an organisation; what was merged into it counts as its own."""
    properties = row.properties
    latitude, longitude = (properties.get(name) for name in ("latitude", "longitude"))
    is_placed = isinstance(latitude, float) and isinstance(longitude, float)
    return Profile(
        id=row.id,
        name=_text(properties.get("name")) or row.id,
        alternative_names=_texts(properties.get("alternativeName")),
        kind=None if row.class_name == JUDGED else row.class_name,
        country=_text(properties.get("country")) or (row.region or "")[:2] or None,
        region=row.region,
        city=_text(properties.get("city")),
        postal_code=_text(properties.get("postalCode")),
        address=_text(properties.get("street")),
        website=_text(properties.get("website")),
        phone=_text(properties.get("phone")),
        point=(latitude, longitude) if is_placed else None,  # type: ignore[arg-type]  # both are
        identifiers=_identifiers(row),
        sources=tuple(sorted({record.partition("/")[0] for record in row.records})),
    )


def _identifiers(row: ProfileRow) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, scheme in WORLDWIDE.items():
        if value := _text(row.properties.get(name)):
            found.setdefault(scheme, set()).add(value)
    country, number = (_text(row.properties.get(n)) for n in ("country", "companyNumber"))
    if number and country:
        # A company number is unique in its country only.
        found.setdefault(f"company number of {country}", set()).add(number)
    for id_ in (row.id, *row.merged_ids):
        register, _, number = id_.partition(":")
        if register in REGISTERS:
            found.setdefault(register, set()).add(number)
    return {scheme: frozenset(values) for scheme, values in found.items()}


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
