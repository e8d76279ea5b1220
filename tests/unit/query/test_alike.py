"""Partners of whom the same is known are grouped, and their order means nothing."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Alike, MatchAnswer
from kg.query.alike import Seen, find_alike
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project

NAMES = ("Acme", "Beta", "Core", "Dent")
ENCODER = BagEncoder()


def match(texts: dict[str, str], limit: int = 10) -> MatchAnswer:
    offers = [capability(name, text) for name, text in texts.items()]
    catalogue = FakeCatalogue([firm(name) for name in texts], offers)
    matcher = Matcher(catalogue, NeedReader(ENCODER.encode, WORDS))  # type: ignore[arg-type]
    day = dt.date(2026, 12, 1)
    request = MatchRequest("milling of shafts", limit)
    return matcher.match(request, project(catalogue, ENCODER), day)


def test_partners_who_share_a_text_are_one_group() -> None:
    answer = match({"Acme": "milling of shafts", "Beta": "milling", "Core": "milling of shafts"})
    assert answer.alike == (Alike(("acme", "core"), 2),)


def test_those_beyond_the_answer_are_counted() -> None:
    answer = match(dict.fromkeys(NAMES, "milling of shafts"), limit=2)
    assert answer.alike == (Alike(("acme", "beta"), 4),)


def test_who_says_it_in_other_words_is_told_apart() -> None:
    texts = {"Acme": "milling of shafts", "Beta": "shafts, and milling of them"}
    assert match(texts).alike == ()


seen = st.builds(Seen, st.sampled_from("abcdefgh"), st.just(0.5), st.sampled_from("xyz"))


@given(st.lists(seen, unique_by=lambda each: each.organisation), st.integers(0, 8))
def test_everybody_is_in_one_group_at_most_with_those_like_them(
    everybody: list[Seen], shown: int
) -> None:
    first = {each.organisation for each in everybody[:shown]}
    groups = find_alike(everybody, first)
    ids = [id_ for group in groups for id_ in group.partners]
    known = {each.organisation: each.rests_on for each in everybody}
    assert len(ids) == len(set(ids))
    assert set(ids) <= first
    for group in groups:
        [same] = {known[id_] for id_ in group.partners}
        assert group.organisations == sum(rests_on == same for rests_on in known.values()) > 1
