"""A member package of any size, always the same for a size: what bench/ingest.py loads."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# Of each organisation; together they are the 500,000 of 100,000.
CAPABILITIES, RELATIONSHIPS = 3, 2
COMPETENCIES, SECTORS = 500, 600
REGIONS = [f"DE{a}{b}{c}" for a in "123456789" for b in "123456789" for c in "123456789"]
RELATIONS = ("SUPPLIES", "COOPERATES_WITH", "SUBCONTRACTS_TO", "SHARES_RESOURCE_WITH")
SIZES = ("micro", "small", "medium", "large")
WORDS = (
    "precision", "turning", "casting", "sensors", "titanium", "welding", "robots", "coating",
    "milling", "forging", "testing", "assembly", "bearings", "pumps", "valves", "drives",
    "optics", "lasers", "polymers", "fibres", "batteries", "castings", "tools", "moulds",
    "gauges", "housings", "shafts", "gears", "springs", "boards", "cables", "displays",
    "software", "planning", "repair",
)  # fmt: skip


def write_regions(folder: Path) -> None:
    """The regions in which the organisations lie, as `kg ingest nuts` reads them."""
    codes = sorted({code[:length] for code in REGIONS for length in (2, 3, 4, 5)})
    rows = ([code, len(code) - 2, f"Region {code}", "DE"] for code in codes)
    _write(folder, "nuts2021_labels", ("code", "level", "label", "country"), rows)


def write_package(folder: Path, organisations: int) -> None:
    """The tables of the package."""
    draw = random.Random(organisations)  # noqa: S311
    competencies = ((f"c{i}", f"{_words(draw, 3)} {i}") for i in range(COMPETENCIES))
    _write(folder, "competencies", ("id", "prefLabel"), competencies)
    _write(folder, "organisations", ORGANISATION, _organisations(draw, organisations))
    _write(folder, "capabilities", CAPABILITY, _capabilities(draw, organisations))
    _write(folder, "relationships", RELATIONSHIP, _relationships(draw, organisations))


ORGANISATION = (
    "id", "kind", "name", "alternativeName", "description", "country", "region", "city",
    "postalCode", "latitude", "longitude", "website", "sizeClass", "employees", "foundedIn",
    "sector",
)  # fmt: skip
CAPABILITY = (
    "id", "organisation", "competency", "text", "level", "isCore", "status", "recordedOn",
    "capacityAmount", "capacityUnit", "capacityPeriod",
)  # fmt: skip
RELATIONSHIP = ("from", "type", "to", "startsOn", "note")


def _organisations(draw: random.Random, count: int) -> Iterator[Sequence[object]]:
    for i in range(count):
        name = f"{_words(draw, 2).title()} {i}"
        region = draw.choice(REGIONS)
        sectors = draw.sample(range(SECTORS), draw.choice((1, 1, 2)))
        yield (
            f"o{i}",
            "ResearchOrganisation" if i % 20 == 0 else "Firm",
            f"{name} GmbH",
            f"{name} | {name.split(maxsplit=1)[0]} {i}",
            f"We supply {_words(draw, 8)} from {region}, and {_words(draw, 5)} on request.",
            "DE",
            region,
            f"Town {region}",
            f"{10_000 + i % 89_999}",
            f"{47 + draw.random() * 7:.4f}",
            f"{6 + draw.random() * 8:.4f}",
            f"https://firm-{i}.example",
            draw.choice(SIZES),
            draw.randrange(1, 900),
            draw.randrange(1900, 2026),
            "|".join(f"{10 + s // 10}.{s % 10}" for s in sectors),
        )


def _capabilities(draw: random.Random, organisations: int) -> Iterator[Sequence[object]]:
    for i in range(organisations * CAPABILITIES):
        yield (
            f"k{i}",
            f"o{i // CAPABILITIES}",
            f"c{draw.randrange(COMPETENCIES)}",
            f"We offer {_words(draw, 6)}, with {_words(draw, 4)} in batches of {i % 900 + 1}.",
            draw.randrange(1, 6),
            "true" if draw.random() < 0.3 else "false",
            "claimed",
            f"2026-{draw.randrange(1, 10):02}-{draw.randrange(1, 29):02}",
            draw.randrange(10, 2_000),
            "machine hours",
            "month",
        )


def _relationships(draw: random.Random, organisations: int) -> Iterator[Sequence[object]]:
    for i in range(organisations * RELATIONSHIPS):
        start, nth = divmod(i, RELATIONSHIPS)
        # Of different types, so that no pair comes twice.
        type_ = RELATIONS[(start + nth) % len(RELATIONS)]
        end = (start + draw.randrange(1, organisations)) % organisations
        yield f"o{start}", type_, f"o{end}", f"20{draw.randrange(10, 26)}-01-01", _words(draw, 4)


def _words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choices(WORDS, k=count))


def _write(
    folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
