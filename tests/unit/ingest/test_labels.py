"""Which label shows a thing of several languages."""

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.labels import Label, choose_labels

LABELS = st.lists(
    st.builds(Label, st.text(min_size=1), st.sampled_from([None, "en", "en-gb", "de"]))
)


def test_english_comes_first() -> None:
    labels = choose_labels([Label("Fräsen", "de"), Label("milling", "en")], ["CNC"])
    assert labels == ("milling", ("Fräsen", "CNC"))


def test_without_english_the_first_by_language_is_shown() -> None:
    assert choose_labels([Label("fraisage", "fr"), Label("Fräsen", "de")]).shown == "Fräsen"


@given(LABELS)
def test_no_label_is_lost_and_none_stands_twice(labels: list[Label]) -> None:
    shown, others = choose_labels(labels)
    assert {shown, *others} == {label.text for label in labels} or not labels
    assert shown not in others
    assert len(set(others)) == len(others)


@given(LABELS)
def test_the_order_does_not_matter(labels: list[Label]) -> None:
    assert choose_labels(labels) == choose_labels(labels[::-1])
