"""Whatever is loaded, merged, parted, ranked and undone, the graph is the fold of its records."""

import copy
import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.ingest.composer import Composer
from kg.ingest.facts import Statement
from kg.ingest.files import FoundFile
from kg.ingest.judging import Judging, Verdict
from kg.ingest.load import Loader, LoadRequest, OpenFile
from kg.ingest.ranking import Ranking
from kg.ingest.read_csv import RawRow
from kg.ingest.sources import all_tables
from kg.ingest.sources.rdf import CLASS, END, NODE, START, TYPE, rdf_format
from tests.factories import SEALER
from tests.unit.ingest.fake_history import undo_of
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.fake_sources import FakeSources
from tests.unit.ingest.packages import READER, SCHEMA, load, load_regions, member, offer
from tests.unit.ingest.test_load_properties import REGIONS, maybe
from tests.unit.ingest.test_undo import supports

SOURCES = ("members", "north", "zebra")
IDS = ("a", "b", "c")
ORGANISATIONS = [f"{source}:{id_}" for source in SOURCES for id_ in IDS]
TABLES = list(all_tables(SCHEMA))

MEMBERS = st.tuples(
    *(
        st.builds(
            member,
            st.just(id_),
            name=st.sampled_from(["Acme", "Beta", "Gamma"]),
            kind=st.sampled_from(["Firm", "PublicBody", "Organisation"]),
            region=maybe("UKE3", "UKE31"),
            city=maybe("Leeds", "York"),
            sector=maybe("25.62", "25.62 | 28.41"),
            alternativeName=maybe("A", "A | B"),
        )
        for id_ in IDS
    )
).map(list)
OFFERS = st.tuples(*(st.builds(offer, st.just(i), st.sampled_from(IDS)) for i in IDS)).map(list)
RELATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "from": st.sampled_from(IDS),
            "type": st.sampled_from(["SUPPLIES", "COOPERATES_WITH"]),
            "to": st.sampled_from(IDS),
            "note": maybe("x", "y"),
        }
    ),
    max_size=4,
    unique_by=lambda row: (row["from"], row["type"], row["to"]),
)
PACKAGE = st.fixed_dictionaries(
    {"organisations": MEMBERS, "capabilities": OFFERS, "relationships": RELATIONS}
)
ORGANISATION = st.sampled_from(ORGANISATIONS)
# Any source may state any node, so several state one.
NODE_ROWS = st.dictionaries(
    ORGANISATION,
    st.builds(
        lambda class_name, city, names: {
            CLASS: class_name, "name": "Rdf", "city": city, "alternativeName": json.dumps(names),
        },
        st.sampled_from(["Organisation", "Association"]),
        st.sampled_from(["Leeds", "Hull"]),
        st.lists(st.sampled_from("ABC"), max_size=2),
    ),
    max_size=3,
)  # fmt: skip
LINK_ROWS = st.sets(
    st.one_of(
        st.tuples(ORGANISATION, st.just("SUPPLIES"), ORGANISATION.map("Organisation/{}".format)),
        st.tuples(
            ORGANISATION,
            st.just("LOCATED_IN"),
            st.sampled_from(["Region/UKE3", "Region/UKE31", "Region/UK"]),
        ),
    ),
    max_size=4,
)
JUDGE = st.tuples(
    st.just("judge"), ORGANISATION, ORGANISATION, st.sampled_from(["same", "same", "different"])
)
STEP = st.one_of(
    st.tuples(st.just("load"), st.sampled_from(SOURCES), PACKAGE),
    st.tuples(st.just("snapshot"), st.sampled_from(SOURCES), PACKAGE, st.sampled_from(["a", "ab"])),
    st.tuples(st.just("rdf"), st.sampled_from(SOURCES), NODE_ROWS, LINK_ROWS),
    st.tuples(st.just("nuts"), st.sets(st.sampled_from(range(len(REGIONS))), min_size=1)),
    JUDGE,
    JUDGE,
    st.tuples(st.just("withdraw"), st.integers(0, 9)),
    st.tuples(st.just("rank"), st.sampled_from(SOURCES), st.sampled_from([None, 1, 2])),
    st.just(("undo",)),
)
LOADS = st.tuples(
    *(st.tuples(st.just("load"), st.just(source), PACKAGE) for source in SOURCES[:2]), JUDGE
)
STEPS = st.builds(lambda first, more: [*first, *more], LOADS, st.lists(STEP, max_size=8))


def state(ledger: FakeLedger) -> object:
    """The graph, the records behind each thing in no order, and what waits."""
    graph, nodes, links, _ = supports(ledger)  # type: ignore[misc]  # four things
    behind = [{ref: frozenset(ids) for ref, ids in of.items()} for of in (nodes, links)]
    return copy.deepcopy((graph, behind, ledger.waits))


def clock() -> Iterator[dt.datetime]:
    return (dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=n) for n in count())


def from_scratch(ledger: FakeLedger) -> FakeLedger:
    """The records in force, in the order of a restore, under the judgements and ranks."""
    fresh = FakeLedger()
    fresh.judgements, fresh.source_ranks = dict(ledger.judgements), dict(ledger.source_ranks)
    fresh.finished = dict(ledger.finished)
    records = [ledger.stored[id_] for id_ in ledger.slots.values()]
    composer = Composer(fresh, READER)  # type: ignore[arg-type]  # our own fake
    for record in sorted(records, key=lambda r: (TABLES.index(r.table), r.id)):
        composer.read_codes()
        read = READER.read(record)
        assert isinstance(read, Statement)
        composer.write(record.load, [composer.resolve(read)])
    composer.link_arrivals("")
    return fresh


class Player:
    """Takes steps against a fake ledger; what is refused leaves everything as it is."""

    def __init__(self, folder: Path) -> None:
        self.ledger, self.folder, self.times = FakeLedger(), folder, clock()
        self.loads: list[str] = []

    def take(self, step: tuple) -> None:  # type: ignore[type-arg]  # steps differ in length
        before = state(self.ledger)
        try:
            getattr(self, step[0])(*step[1:])
        except KgError:
            assert state(self.ledger) == before

    def judging(self) -> Judging:
        ledger = self.ledger
        return Judging(ledger, ledger, READER, lambda: next(self.times))  # type: ignore[arg-type]

    def load(self, source: str, package: dict) -> None:  # type: ignore[type-arg]
        self._loaded(load(self.ledger, self.folder, package, "members", name=source).load)

    def snapshot(self, source: str, package: dict, left: str) -> None:  # type: ignore[type-arg]
        """A load of all that the source has left, so that the rest is retired."""
        rows = {
            name: [r for r in rows if r.get("id", "a") in left] for name, rows in package.items()
        }
        rows = {name: found for name, found in rows.items() if found}
        done = load(self.ledger, self.folder, rows, "members", name=source, retire_at_most=100)
        self._loaded(done.load)

    def rdf(
        self, source: str, nodes: dict[str, dict[str, str]], links: set[tuple[str, str, str]]
    ) -> None:
        rows = {
            "rdf.node": [{NODE: f"Organisation/{id_}", **row} for id_, row in nodes.items()],
            "rdf.relationship": [
                {START: f"Organisation/{start}", TYPE: type_, END: end}
                for start, type_, end in sorted(links)
            ],
        }
        files = [FoundFile(table, Path(f"{table.name}.ttl")) for table in rdf_format(SCHEMA).tables]

        def opened(file: FoundFile) -> OpenFile:
            given = enumerate(rows[file.table.name], 1)
            return OpenFile(file, iter([RawRow(line, row) for line, row in given]), {})

        request = LoadRequest(source, files, open_file=opened)
        self._loaded(Loader(self.ledger, READER, SEALER).load(request).load)  # type: ignore[arg-type]

    def nuts(self, places: set[int]) -> None:
        chosen = [REGIONS[place] for place in sorted(places)]
        self._loaded(load_regions(self.ledger, self.folder, *chosen).load)

    def judge(self, left: str, right: str, verdict: str) -> None:
        self.judging().judge(Verdict(left, right, verdict, "Ada"))

    def withdraw(self, place: int) -> None:
        in_force = self.judging().in_force()
        if in_force:
            self.judging().withdraw(*in_force[place % len(in_force)].pair, "Bob")

    def rank(self, source: str, rank: int | None) -> None:
        sources = FakeSources(self.ledger)
        Ranking(sources, self.ledger, READER).set(source, rank)  # type: ignore[arg-type]

    def undo(self) -> None:
        if self.loads:
            undo_of(self.ledger).undo(self.loads[-1])
            self.loads.pop()

    def _loaded(self, load_id: str | None) -> None:
        self.loads += [load_id] if load_id else []


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_the_graph_is_the_fold_of_its_records(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        for step in steps:
            player.take(step)
            assert state(player.ledger) == state(from_scratch(player.ledger))


@settings(max_examples=60, deadline=None)
@given(STEPS, st.lists(st.tuples(ORGANISATION, ORGANISATION), min_size=1, max_size=4))
def test_merging_and_parting_again_gives_the_graph_before(
    steps: list[tuple],  # type: ignore[type-arg]
    pairs: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        for step in steps:
            player.take(step)
        states = []
        for left, right in pairs:
            before = state(player.ledger)
            judging = player.judging()
            if judging.on(left, right) is not None:
                continue
            try:
                judging.judge(Verdict(left, right, "same", "Ada"))
            except KgError:
                continue
            states.append((left, right, before))
        for left, right, before in reversed(states):
            player.judging().withdraw(left, right, "Bob")
            assert state(player.ledger) == before
