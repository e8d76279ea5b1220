"""A text is read as a whole, by sentence, and in stretches that leave no word out."""

from hypothesis import given
from hypothesis import strategies as st

from kg.projection.passage import MOST_STRETCHES, WORDS_OF_A_STRETCH, passages


def test_one_sentence_is_read_once_with_its_stretches() -> None:
    [passage] = passages("Strong knowledge of HTML and CSS.")
    assert passage.text == "Strong knowledge of HTML and CSS"
    assert passage.stretches == ("Strong knowledge of HTML", "of HTML and CSS")


def test_a_short_text_is_its_own_stretch() -> None:
    [passage] = passages("SQL")
    assert passage.stretches == ("SQL",)


def test_the_whole_comes_first_and_has_the_stretches_of_its_sentences() -> None:
    whole, first, second = passages("Milling of steel. Turning of brass")
    assert whole.text == "Milling of steel. Turning of brass"
    assert whole.stretches == first.stretches + second.stretches


def test_what_stands_for_something_left_out_is_not_read() -> None:
    [passage] = passages("<ORGANIZATION> mills <b>steel</b>")
    assert passage.text.split() == ["mills", "steel"]
    assert passage.stretches == ("mills steel",)


def test_signs_alone_are_a_passage_all_the_same() -> None:
    for text in ("", "+++", ". . ."):
        assert all(passage.stretches for passage in passages(text))


@given(st.text(max_size=400))
def test_every_passage_has_stretches_and_no_text_too_many(text: str) -> None:
    found = passages(text)
    assert found
    assert all(passage.stretches for passage in found)
    assert len(found[0].stretches) <= MOST_STRETCHES + len(found)


@given(st.lists(st.sampled_from(["mill", "turn", "weld", "cut", "paint"]), min_size=1, max_size=60))
def test_no_word_of_a_sentence_is_left_out(words: list[str]) -> None:
    named = [f"{word}{place}" for place, word in enumerate(words)]
    [passage] = passages(" ".join(named))
    read = [word for stretch in passage.stretches for word in stretch.split()]
    assert set(read) == set(named)
    assert all(len(stretch.split()) <= WORDS_OF_A_STRETCH for stretch in passage.stretches)
