"""A text is parted where a reader would part it."""

import pytest

from kg.projection.sentences import MOST_SENTENCES, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hybrid cells. Robots weld them.", ["Hybrid cells", "Robots weld them"]),
        ("Who pays? Nobody!", ["Who pays", "Nobody"]),
        ("Title..  Topic", ["Title", "Topic"]),
        ("steel; brass\nbronze • tin", ["steel", "brass", "bronze", "tin"]),
        ("Ra 1.5 and e. g. 0.8 on two faces", ["Ra 1.5 and e. g. 0.8 on two faces"]),
        ("Robots (welding). Drones", ["Robots (welding)", "Drones"]),
        ("same. same", ["same"]),
        ("", []),
        (" ... ", []),
    ],
)
def test_a_text_is_split_at_the_ends_of_its_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_only_the_first_sentences_of_a_long_text_count() -> None:
    text = " ".join(f"Sentence number {n}." for n in range(1_000))
    assert len(split_sentences(text)) == MOST_SENTENCES
