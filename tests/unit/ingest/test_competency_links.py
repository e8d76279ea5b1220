"""When links are computed, for which capabilities, and what is then written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from numpy.typing import NDArray

from kg.graph.catalogue import CompetencyRow
from kg.graph.competency_links import LinkState, Pair
from kg.ingest.competency_links import CompetencyLinker, LinkChange, LinkReport, link_change
from kg.ingest.found_file import FoundFile
from kg.projection.competency_search import Found
from tests.factories import WORDS, BagEncoder, competency

ROBOTS, MILLS = competency("robotics", "robots"), competency("milling")


@dataclass
class FakeLinks:
    """The methods of `CompetencyLinks` in memory; a stated link has the value None."""

    offers: dict[str, str] = field(default_factory=dict)
    skills: list[CompetencyRow] = field(default_factory=list)
    stands: dict[Pair, float | None] = field(default_factory=dict)
    linked_by: str | None = None
    revision: int = 1
    meanwhile: int = 0

    def state(self) -> LinkState:
        return LinkState(self.revision, self.linked_by)

    def texts(self) -> Iterator[tuple[str, str]]:
        return iter(self.offers.items())

    def vocabulary(self) -> Iterator[CompetencyRow]:
        return iter(self.skills)

    def standing(self) -> Iterator[tuple[Pair, float | None]]:
        return iter(self.stands.items())

    def remove(self, links: Sequence[Pair]) -> int:
        for link in links:
            assert self.stands.pop(link) is not None
        return self._committed(links)

    def put(self, links: Sequence[tuple[Pair, float]]) -> int:
        assert all(self.stands.get(link, 0) is not None for link, _ in links)
        self.stands.update(links)
        return self._committed(links)

    def settle(self, linked_by: str, revision: int) -> None:
        if revision == self.revision + self.meanwhile:
            self.linked_by = linked_by

    def _committed(self, links: Sequence[object]) -> int:
        self.revision += bool(links)
        return int(bool(links))


@dataclass
class CountingEncoder:
    """Knows how many texts it was given."""

    bag: BagEncoder = field(default_factory=BagEncoder)
    seen: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> NDArray:
        self.seen += texts
        return self.bag.encode(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def links() -> FakeLinks:
    return FakeLinks({"a@p": "robotics", "b@p": "robotics", "c@q": "tides"}, [ROBOTS, MILLS])


@pytest.fixture
def linker(links: FakeLinks, encoder: CountingEncoder, tmp_path: Path) -> CompetencyLinker:
    known = FoundFile(tmp_path)
    return CompetencyLinker(links, encoder.encode, encoder.encode, "bag-1", WORDS, known)


def test_each_capability_of_a_text_gets_its_links(
    linker: CompetencyLinker, links: FakeLinks
) -> None:
    assert linker.is_due()
    report = linker.link()
    assert report == LinkReport(texts=2, linked=1, links=2, added=2, removed=0)
    assert set(links.stands) == {("a@p", "robotics"), ("b@p", "robotics")}
    assert not linker.is_due()


def test_a_second_time_writes_nothing(linker: CompetencyLinker, links: FakeLinks) -> None:
    linker.link()
    before, revision = dict(links.stands), links.revision
    report = linker.link(anew=True)
    assert (report.added, report.removed, report.links) == (0, 0, 2)
    assert (links.stands, links.revision) == (before, revision)


def test_a_capability_with_a_stated_competency_gets_no_other(
    linker: CompetencyLinker, links: FakeLinks
) -> None:
    links.stands[("a@p", "milling")] = None
    linker.link()
    assert links.stands.pop(("a@p", "milling")) is None
    assert set(links.stands) == {("b@p", "robotics")}


def test_derived_links_give_way_to_a_stated_one(linker: CompetencyLinker, links: FakeLinks) -> None:
    linker.link()
    links.stands[("a@p", "milling")] = None
    report = linker.link()
    assert report.removed == 1
    assert ("a@p", "robotics") not in links.stands


def test_links_of_a_capability_that_is_derived_no_more_go(
    linker: CompetencyLinker, links: FakeLinks
) -> None:
    linker.link()
    links.offers.clear()
    assert linker.link() == LinkReport(texts=0, linked=0, links=0, added=0, removed=2)
    assert links.stands == {}


def test_a_vocabulary_that_arrives_later_is_linked(
    linker: CompetencyLinker, links: FakeLinks
) -> None:
    links.skills.clear()
    assert linker.link().links == 0
    links.skills.append(ROBOTS)
    assert linker.link().links == 2


def test_a_text_that_changed_loses_its_links(linker: CompetencyLinker, links: FakeLinks) -> None:
    linker.link()
    links.offers["a@p"] = "milling"
    linker.link()
    assert set(links.stands) == {("a@p", "milling"), ("b@p", "robotics")}


def test_only_new_texts_are_compared(
    linker: CompetencyLinker, links: FakeLinks, encoder: CountingEncoder
) -> None:
    linker.link()
    encoder.seen.clear()
    linker.link()
    assert encoder.seen == []
    links.offers["d@r"] = "milling"
    linker.link()
    assert "milling" in encoder.seen
    assert "tides" not in encoder.seen


def test_anew_compares_every_text(linker: CompetencyLinker, encoder: CountingEncoder) -> None:
    linker.link()
    encoder.seen.clear()
    linker.link(anew=True)
    assert {"robotics", "tides"} <= set(encoder.seen)


def test_without_derived_texts_nothing_is_embedded(
    linker: CompetencyLinker, links: FakeLinks, encoder: CountingEncoder
) -> None:
    links.offers.clear()
    linker.link()
    assert encoder.seen == []
    assert not linker.is_due()


def test_links_stay_due_when_somebody_wrote_meanwhile(
    linker: CompetencyLinker, links: FakeLinks
) -> None:
    links.meanwhile = 1
    linker.link()
    assert linker.is_due()


def test_another_encoder_makes_links_due(
    linker: CompetencyLinker, links: FakeLinks, encoder: CountingEncoder, tmp_path: Path
) -> None:
    linker.link()
    encode = encoder.encode
    other = CompetencyLinker(links, encode, encode, "bag-2", WORDS, FoundFile(tmp_path))
    assert other.is_due()


def test_only_what_differs_is_changed() -> None:
    texts = {"a": "t", "b": "t"}
    found = {"t": (Found("k1", 0.9), Found("k2", 0.6))}
    stands = {("a", "k1"): 0.9, ("a", "k2"): 0.7, ("b", "k3"): 0.8}
    assert link_change(texts, found, stands) == LinkChange(
        put=((("a", "k2"), 0.6), (("b", "k1"), 0.9), (("b", "k2"), 0.6)),
        removed=(("b", "k3"),),
    )
