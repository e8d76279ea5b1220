"""Each feature says what it found, in a level and in words."""

import pytest

from kg.ingest.resolution.features import FEATURES
from kg.ingest.resolution.observe import Feature
from kg.ingest.resolution.pair import Profile
from tests.unit.ingest.resolution.pairs import body, level, observed, vocabulary, weights

TUM = body("Technische Universität München", alternative_names=("TUM",))


def with_id(scheme: str, *values: str) -> Profile:
    return body("Hallam", identifiers={scheme: frozenset(values)})


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_is_explained_and_every_level_weighed(feature: Feature) -> None:
    docstring = (feature.measure.__doc__ or "").strip()
    assert docstring.endswith(".")
    assert len(docstring) < 110
    for name, sign in feature.levels:
        weight = weights().of(feature.name, name)
        assert sign is None or weight * sign >= 0


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (with_id("vat", "DE 811 169 122"), with_id("vat", "DE811169122"), "same"),
        (with_id("vat", "DE811169122"), with_id("vat", "DE811169123"), "differ"),
        (with_id("lei", "1"), with_id("vat", "1"), None),
        (with_id("pic", "1"), with_id("pic", "2"), None),
    ],
)
def test_identifiers_count_within_a_scheme(
    left: Profile, right: Profile, expected: str | None
) -> None:
    assert level("identifier", left, right) == expected


def test_pics_are_told_apart_since_a_body_may_have_two() -> None:
    assert level("pic", with_id("pic", "1", "2"), with_id("pic", "2")) == "same"
    assert level("pic", with_id("pic", "1"), with_id("pic", "2")) == "differ"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (TUM, body("TUM"), "stated in few letters"),
        (body("European Space Agency"), body("ESA"), "formed in few letters"),
        (body("International Council on Clean Transport"), body("ICOCT"), "formed"),
        (TUM, body("Tech Uni Munich", alternative_names=("TUM",)), "shared"),
        (TUM, body("Hallam Forge", alternative_names=("HF",)), "differ"),
        # The name of a group is no acronym of one of its firms, nor is a country beside a name.
        (body("SINTEF Energi AS", alternative_names=("SINTEF",)), body("SINTEF AS"), None),
        (body("Savills (UK) Ltd"), body("E4tech (UK) Ltd"), None),
    ],
)
def test_acronyms(left: Profile, right: Profile, expected: str | None) -> None:
    assert level("acronym", left, right) == level("acronym", right, left) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("http://www.tum.de/en", "tum.de", "same"),
        ("https://arts.ac.uk", "www.fashion.arts.ac.uk", "same"),
        ("www.leeds.ac.uk", "www.hull.ac.uk", "differ"),
        ("www.sams.org", "sams.ac.uk", "same word"),
        ("facebook.com/hallam", "facebook.com/rother", None),
        ("hallam.wordpress.com", "rother.wordpress.com", None),
        ("not a page", "tum.de", None),
    ],
)
def test_web_domains(left: str, right: str, expected: str | None) -> None:
    assert level("web domain", body("A", website=left), body("B", website=right)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"city": "Ulm", "postal_code": "D-89073"}, {"postal_code": "89073"}, "same postal code"),
        ({"city": "München"}, {"city": "MUNICH"}, "same city"),
        ({"city": "Paris Cedex 05"}, {"city": "Paris"}, "same city"),
        ({"region": "DE212"}, {"region": "DE212", "city": "Garching"}, "same region"),
        ({"region": "DE212", "city": "München"}, {"region": "DE21H", "city": "Haar"}, "nearby"),
        ({"country": "IT", "city": "Torino"}, {"country": "IT", "city": "Roma"}, "elsewhere"),
        ({"country": "IT", "city": "Torino"}, {"city": "Roma"}, "elsewhere, country unknown"),
        ({"point": (48.1, 11.5)}, {"point": (48.2, 11.6)}, "same region"),
        ({"point": (48.1, 11.5)}, {"point": (52.5, 13.4)}, "elsewhere"),
        ({"country": "IT", "city": "Roma"}, {"country": "EE", "city": "Roma"}, None),
        ({}, {"city": "Roma"}, None),
    ],
)  # fmt: skip
def test_places(left: dict[str, object], right: dict[str, object], expected: str | None) -> None:
    assert level("place", body("A", **left), body("B", **right)) == expected


@pytest.mark.parametrize(
    ("feature", "left", "right", "expected"),
    [
        ("country", body("A", country="GB"), body("B", country="UK"), "same"),
        ("country", body("A", country="NO"), body("B", country="EE"), "differ"),
        ("country words", body("Hallam Deutschland GmbH"), body("Hallam France"), "differ"),
        ("kind words", body("Universität Ulm"), body("Universitätsklinikum Ulm"), "of one"),
        ("common words", body("Hallam Energy"), body("Hallam Water"), "differ"),
        ("city words", body("Hallam Wien"), body("Hallam"), "of one"),
        ("numbers", body("Institute 1"), body("Institute 2"), "differ"),
        ("numbers", body("Institute II of Ulm"), body("Institute 2 Ulm"), "same"),
        ("legal form", body("Hallam Ltd"), body("Hallam Limited"), "same"),
        ("legal form", body("Hallam Ltd"), body("Hallam AG"), "differ"),
        ("legal form", body("Hallam Ltd"), body("Hallam"), None),
        ("telephone", body("A", phone="+44 114 4960000"), body("B", phone="0114/4960000"), "same"),
        ("telephone", body("A", phone="112"), body("B", phone="112"), None),
        ("address", body("A", address="Hauptstr. 5"), body("B", address="Hauptstr. 5a"), "differ"),
        ("address", body("A", address="High Street 5"), body("B", address="5 High Street"), "same"),
        ("kind", body("A", kind="Firm"), body("B", kind="Organisation"), None),
        ("kind", body("A", kind="Firm"), body("B", kind="PublicBody"), "differ"),
        ("tellingness", body("Universität Wien"), body("University of Vienna"), "names a town"),
        ("tellingness", body("Stadtwerke"), body("STADTWERKE GmbH"), "no own word"),
        ("tellingness", body("Hal"), body("HAL Ltd"), "tells little"),
        ("tellingness", body("Rother Hallam"), body("Rother Hallam"), "tells much"),
        ("tellingness", body("Rother Hallam Forge"), body("Rother Hallam Forge"), "tells most"),
    ],
)  # fmt: skip
def test_further_features(feature: str, left: Profile, right: Profile, expected: str) -> None:
    assert level(feature, left, right) == level(feature, right, left) == expected


def test_an_alternative_name_counts_as_one_but_not_that_of_the_group() -> None:
    efg = body("Fédération Européenne des Géologues", alternative_names=("Euro Geologist Body",))
    assert level("name", efg, body("Euro Geologist Body")) == "another name is the same"
    one = body("TUV SUD Immowert GmbH", alternative_names=("TUV SUD",))
    other = body("TUV SUD Battery Testing GmbH", alternative_names=("TUV SUD",))
    assert level("name", one, other) not in ("equal", "another name is the same")


def test_reasons_name_the_values() -> None:
    found = observed("place", body("A", city="Ulm"), body("B", city="ULM"))
    assert found is not None
    assert found.reason == "both are in Ulm"


def test_meanings_of_the_vocabulary_are_of_one_sort_each() -> None:
    assert all(word.isupper() for word in vocabulary().sorts)
