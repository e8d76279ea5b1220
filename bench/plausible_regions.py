"""How well the check of regions finds those that are wrong in European research data.

    python bench/plausible_regions.py ORGANISATIONS.CSV MUNICIPALITIES.CSV.GZ NUTS_CHANGES.CSV

Takes the table of organisations whose column `nuts3_source` says how a row came by its region, and
the municipalities with their regions. The check sees neither. A row is called wrong where all
municipalities of its city's name lie in another region of NUTS 1, right where one lies in the same;
British rows are left out, since municipalities there are wards. Prints, for each way to come by a
region, how many rows are found, and precision and recall among those that can be called so; and
how far points lie from the middle of those of their region.
"""

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.model import NodeRef
from kg.quality.centres import Centres
from kg.quality.place_names import city_key
from kg.quality.places import Places
from kg.quality.postal_codes import postal_area
from kg.quality.seats import Seat

Row = Mapping[str, str]

SHARES = (0.5, 0.9, 0.95, 0.98, 0.99)
NUTS_1 = 3


def main() -> None:
    table, municipalities, changes = map(Path, sys.argv[1:])
    rows = {f"pic:{row['pic']}": row for row in _rows(table)}
    seats = [seat_of(row) for row in rows.values()]
    known = _regions_of_cities(municipalities, changes)
    places = Places(seats)
    found = {one.seat.node.id for one in places.misplaced}
    _show_found(rows, found, known)
    _show_distances(places)


def seat_of(row: Row) -> Seat:
    """The seat of a row, as it stands in the graph when it is loaded."""
    latitude, _, longitude = row["geo"].partition(",")
    return Seat(
        node=NodeRef("Organisation", f"pic:{row['pic']}"),
        records=(f"h2020/cordis.organisation/{row['pic']}@h2020-1",),
        country=row["country"],
        region=row["nuts3"] or row["country"],
        city=row["city"],
        city_key=city_key(row["city"]),
        area=postal_area(row["country"], row["post_code"]),
        postal_code=row["post_code"],
        point=(float(latitude), float(longitude)) if longitude else None,
    )


def _show_found(rows: Mapping[str, Row], found: set[str], known: Mapping[str, set[str]]) -> None:
    print("region by            rows  found  wrong  found and wrong  precision  recall")
    groups = defaultdict(list)
    for id_, row in rows.items():
        if row["nuts3"]:
            groups[row["nuts3_source"]].append(id_)
            groups["all"].append(id_)
    for name, ids in sorted(groups.items()):
        judged = {id_: _is_wrong(rows[id_], known) for id_ in ids}
        flagged = [id_ for id_ in ids if id_ in found]
        hits = sum(judged[id_] is True for id_ in flagged)
        misses = sum(judged[id_] is False for id_ in flagged)
        wrong = sum(is_wrong is True for is_wrong in judged.values())
        shown = (_share(hits, hits + misses), _share(hits, wrong))
        print(f"{name:18} {len(ids):6} {len(flagged):6} {wrong:6} {hits:16} ", *shown, sep="   ")
        for id_ in flagged:
            if name != "all" and judged[id_] is False:
                row = rows[id_]
                print("   found, called right:", row["city"], row["country"], row["nuts3"])


def _show_distances(places: Places) -> None:
    centres = Centres(places.seats)
    pairs = [(seat.point, centres.of(seat)) for seat in places.seats]
    found = sorted(c.distance(point) for point, c in pairs if c is not None and point is not None)
    print(f"{len(found):,} points; km to the middle of the region at", end="")
    print("".join(f"  {share:.0%} {found[int(share * (len(found) - 1))]:.0f}" for share in SHARES))


def _is_wrong(row: Row, known: Mapping[str, set[str]]) -> bool | None:
    at = known.get(f"{row['country']}/{city_key(row['city'])}", set())
    if not at or row["country"] == "UK":
        return None
    if row["nuts3"][:NUTS_1] in at:
        return False
    return True if len(at) == 1 else None


def _regions_of_cities(municipalities: Path, changes: Path) -> dict[str, set[str]]:
    """The regions of NUTS 1 that hold a municipality of a name, by today's codes."""
    newer = defaultdict(set)
    for row in _rows(changes):
        for year in ("code_2010", "code_2013", "code_2016"):
            newer[row[year]].add(row["code_2021"])
    found = defaultdict(set)
    for row in _rows(municipalities):
        names = {
            part for n in ("name", "name_latin") for part in row[n].replace("/", ",").split(",")
        }
        codes = newer.get(row["nuts3"], {row["nuts3"]})
        for name in names:
            found[f"{row['country']}/{city_key(name)}"] |= {code[:NUTS_1] for code in codes if code}
    return found


def _share(part: int, whole: int) -> str:
    return f"{part / whole:9.2f}" if whole else "        -"


def _rows(path: Path) -> Iterable[Row]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)
    else:
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


if __name__ == "__main__":
    main()
