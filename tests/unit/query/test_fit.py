"""Which capabilities fit a requirement, and how well."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.model import CompetencyMatch
from kg.projection.projection import Projection
from kg.query.fit import BY_WORDS, OWN_SHARE, SURE, CapabilityFit, fitting_capabilities
from kg.query.statements import FLOOR, fitting_statements
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, competency, firm, project

CATALOGUE = FakeCatalogue(
    [firm("Acme"), firm("Beta"), firm("Gamma")],
    [
        capability("Acme", "five-axis milling of titanium"),
        capability("Beta", "we make airframe parts"),
        capability("Gamma", "five-axis milling of titanium"),
    ],
    [competency("milling"), competency("turning")],
    states=[("beta/we-make-airframe-parts", "milling")],
)
ENCODER = BagEncoder()
PROJECTION = project(CATALOGUE, ENCODER)
ACME, BETA, GAMMA = range(3)


def sure(confidence: float, id_: str = "milling") -> CompetencyMatch:
    return CompetencyMatch(id_, id_, confidence)


def fits(
    text: str,
    competencies: Sequence[CompetencyMatch] = (),
    projection: Projection = PROJECTION,
) -> dict[int, CapabilityFit]:
    vectors = ENCODER.encode([text])
    [hits] = fitting_statements(projection, vectors, [WORDS.stems(text)])
    found = fitting_capabilities(projection, hits, vectors[0], competencies)
    columns = (found.capabilities.tolist(), found.values.tolist(), found.competencies.tolist())
    names = projection.competencies.names
    return {
        row: CapabilityFit(
            row, value, *((None,) if by == BY_WORDS else found.bearings[by].told(names))
        )
        for row, value, by in zip(*columns, strict=True)
    }


def values(text: str) -> list[float]:
    [hits] = fitting_statements(PROJECTION, ENCODER.encode([text]), [WORDS.stems(text)])
    found = dict(zip(hits.rows.tolist(), hits.values.tolist(), strict=True))
    return [found.get(row, 0) for row in range(len(PROJECTION.statements.texts))]


def test_the_same_words_fit_wholly() -> None:
    assert max(values("five-axis milling of titanium")) == 1


def test_fits_lie_between_nothing_and_all_and_grow_with_what_is_shared() -> None:
    one, two = max(values("milling titanium")), max(values("titanium brewing hops"))
    assert 0 <= two < one <= 1


def test_what_is_below_the_floor_does_not_fit_at_all() -> None:
    assert values("beer brewing") == [0, 0]
    assert fits("beer brewing") == {}
    assert 0 < FLOOR < 1


def test_all_capabilities_of_a_statement_fit_alike() -> None:
    found = fits("five-axis milling of titanium")
    assert set(found) == {ACME, GAMMA}
    assert found[ACME].value == found[GAMMA].value
    assert found[ACME].competency is None


def test_a_sure_competency_brings_those_who_state_it() -> None:
    match = sure(0.9)
    value = pytest.approx(0.9 * (1 - OWN_SHARE))
    assert fits("beer brewing", [match]) == {BETA: CapabilityFit(BETA, value, match)}


def test_of_those_who_state_it_the_one_who_says_the_same_fits_best() -> None:
    catalogue = FakeCatalogue(
        [firm("Acme"), firm("Beta")],
        [capability("Acme", "steel doors"), capability("Beta", "tin boxes bent by hand")],
        [competency("folding")],
        states=[
            ("acme/steel-doors", "folding"),
            ("beta/tin-boxes-bent-by-hand", "folding"),
        ],
    )
    found = fits("bends tin", [sure(0.9, "folding")], project(catalogue, ENCODER))
    assert found[0].value < found[1].value < 0.9


def test_an_unsure_competency_brings_nobody_who_says_nothing_like_it() -> None:
    assert fits("beer brewing", [sure(SURE - 0.01)]) == {}


def test_an_unsure_competency_brings_who_says_something_like_it() -> None:
    text = "parts for beer brewing"
    assert fits(text) == {}
    found = fits(text, [sure(SURE - 0.01)])
    assert set(found) == {BETA}
    assert found[BETA].competency is None


def test_a_competency_that_nobody_states_brings_nobody() -> None:
    assert fits("beer brewing", [sure(1.0, "turning")]) == {}


@pytest.mark.parametrize("confidence", [SURE, 0.9, 1.0])
def test_the_statement_stays_the_reason_where_it_fits_no_worse(confidence: float) -> None:
    found = fits("airframe parts we make", [sure(confidence)])
    assert found[BETA].competency is None
    assert found[BETA].value == pytest.approx(1)


def test_who_states_another_competency_only_shares_words_with_a_sure_requirement() -> None:
    words = "airframe parts we make"
    assert set(fits(words, [sure(0.9, "turning")])) == set()
    assert set(fits(words, [sure(SURE - 0.01, "turning")])) == {BETA}


def test_who_states_no_competency_stays_beside_a_sure_requirement() -> None:
    assert {ACME, GAMMA} <= set(fits("five-axis milling of titanium", [sure(0.9, "turning")]))


def test_who_states_one_of_those_that_may_be_meant_stays() -> None:
    candidates = [sure(0.9, "turning"), sure(SURE - 0.2, "milling")]
    assert set(fits("airframe parts we make", candidates)) == {BETA}


def test_the_better_of_two_sure_competencies_is_the_reason() -> None:
    catalogue = FakeCatalogue(
        [firm("Acme")],
        [capability("Acme", "brewing")],
        [competency("milling"), competency("turning")],
        states=[("acme/brewing", "milling"), ("acme/brewing", "turning")],
    )
    best = sure(0.8, "turning")
    for order in ([sure(0.6), best], [best, sure(0.6)]):
        assert fits("...", order, project(catalogue))[0].competency == best


def test_a_graph_without_statements_has_no_fits() -> None:
    assert fits("milling", [], project(FakeCatalogue())) == {}


TREE = FakeCatalogue(
    [firm("Above"), firm("Here"), firm("Below"), firm("Deep"), firm("Beside")],
    [capability(name, f"shop {name}") for name in ("Above", "Here", "Below", "Deep", "Beside")],
    [competency(name) for name in ("joining", "arc welding", "TIG", "orbital TIG", "brazing")],
    states=[
        ("above/shop-above", "joining"),
        ("here/shop-here", "arc-welding"),
        ("below/shop-below", "tig"),
        ("deep/shop-deep", "orbital-tig"),
        ("beside/shop-beside", "brazing"),
    ],
    hierarchy=[
        ("arc-welding", "joining"),
        ("brazing", "joining"),
        ("tig", "arc-welding"),
        ("orbital-tig", "tig"),
    ],
)


def test_what_is_narrower_fits_fully_what_is_broader_in_part_and_what_is_beside_not() -> None:
    projection = project(TREE, ENCODER)
    found = fits("arc welding", [sure(1.0, "arc-welding")], projection)
    by_name = {projection.capabilities.ids[row].split("/")[0]: fit for row, fit in found.items()}
    full = by_name["here"].value
    assert {name: (fit.value, fit.relation) for name, fit in by_name.items()} == {
        "here": (full, ""),
        "below": (full, "narrower"),
        "deep": (full, "narrower"),
        "above": (pytest.approx(full / 2), "broader"),
    }
    assert by_name["deep"].stated == "orbital TIG"


def test_a_circle_of_broader_competencies_ends() -> None:
    circle = replace(TREE, hierarchy=[("tig", "arc-welding"), ("arc-welding", "tig")])
    assert len(fits("TIG", [sure(1.0, "tig")], project(circle, ENCODER))) == 2
