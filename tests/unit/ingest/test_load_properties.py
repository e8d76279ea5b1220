"""What holds for loads of any small package."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import area, load, load_regions, member, offer

REGIONS = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South"))
IDS = ("a", "b", "c")
Package = Mapping[str, list[dict[str, str]]]


def maybe(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *values))


def members(
    ids: st.SearchStrategy[str], countries: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, str]]:
    return st.builds(
        member,
        ids,
        name=st.sampled_from(["Acme", "Beta"]),
        kind=st.sampled_from(["Firm", "PublicBody", "Organisation"]),
        country=countries,
        region=maybe("UKE3", "TLE3", "UKE31", "DE11"),
        sector=maybe("25.62", "25.62 | 28.41"),
        alternativeName=maybe("A", "A | B"),
    )


def offers(
    ids: st.SearchStrategy[str], organisations: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, str]]:
    return st.builds(offer, ids, organisations, text=st.sampled_from(["milling", "turning"]))


def skills(ids: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    columns = {"id": ids, "prefLabel": st.just("x"), "broader": maybe(*IDS), "related": maybe("d")}
    return st.fixed_dictionaries(columns)


SOME_ID = st.sampled_from(IDS)
# Any rows, many of them faulty: doubled and empty keys, dangling references, broken rules.
ANY: st.SearchStrategy[Package] = st.fixed_dictionaries(
    {
        "organisations": st.lists(members(maybe(*IDS), maybe("DE", "de")), min_size=1, max_size=5),
        "competencies": st.lists(skills(SOME_ID), min_size=1, max_size=4),
        "capabilities": st.lists(offers(SOME_ID, SOME_ID), min_size=1, max_size=5),
    }
)
# Each id once and no fault, so that one package can take the place of another.
SOUND: st.SearchStrategy[Package] = st.fixed_dictionaries(
    {
        "organisations": st.tuples(*(members(st.just(i), st.just("DE")) for i in IDS)).map(list),
        "competencies": st.tuples(*(skills(st.just(i)) for i in IDS)).map(list),
        "capabilities": st.tuples(*(offers(st.just(i), SOME_ID) for i in IDS)).map(list),
    }
)


def part_of(package: Package, ids: set[str]) -> Package:
    return {name: [row for row in rows if row["id"] in ids] for name, rows in package.items()}


# Some rows are gone from each table; one stays, so that no file is empty.
PARTS: st.SearchStrategy[Package] = st.builds(
    part_of, SOUND, st.sets(st.sampled_from(IDS), min_size=1)
)


def size(package: Package) -> int:
    return sum(map(len, package.values()))


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_every_row_is_counted_once_and_a_second_load_writes_nothing(package: Package) -> None:
    ledger = FakeLedger()
    with tempfile.TemporaryDirectory() as folder:
        first = load(ledger, Path(folder), package)
        second = load(ledger, Path(folder), package)
    assert first.report.read == size(package)
    assert second.report.read == size(package)
    assert (second.report.written, second.load) == (0, None)
    assert second.report.rejected == first.report.rejected
    assert second.rejections == first.rejections


@settings(max_examples=40, deadline=None)
@given(SOUND, SOUND, st.integers(0, 2))
def test_a_changed_package_comes_to_the_same_graph_as_it_would_alone(
    before: Package, after: Package, regions_come: int
) -> None:
    changed, alone = FakeLedger(), FakeLedger()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn, package in enumerate((before, after, None)):
            if turn == regions_come:
                load_regions(changed, folder / "regions", *REGIONS)
            if package:
                load(changed, folder, package)
        load_regions(alone, folder / "regions", *REGIONS)
        load(alone, folder, after)
    assert changed.graph() == alone.graph()


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_every_node_and_link_has_current_records_behind_it(package: Package) -> None:
    ledger = FakeLedger()
    with tempfile.TemporaryDirectory() as folder:
        load(ledger, Path(folder), package)
        load_regions(ledger, Path(folder), *REGIONS)
    current = set(ledger.slots.values())
    for thing in (*ledger.nodes.values(), *ledger.links.values()):
        assert thing.records
        assert set(thing.records) <= current
