"""The statement that comes nearest when none is credible."""

from typing import Any

import numpy as np

from kg.query.fit import FLOOR
from kg.query.team.nearest import WORTH_ASKING, Nearest, nearest_statement
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project

STATEMENT = "milling and turning of brackets in lots of ten pieces"


def nearest(text: str, region: str = "", **more: Any) -> Nearest | None:
    catalogue = FakeCatalogue(
        [firm("Acme", region="UKE31"), firm("Beta", region="DED42")],
        [capability("Acme", STATEMENT), capability("Beta", "beer")],
        **more,
    )
    encoder = BagEncoder()
    projection = project(catalogue, encoder)
    return nearest_statement(
        projection, np.asarray(encoder.encode([text]))[0], WORDS.stems(text), region
    )


def test_a_statement_below_the_floor_is_named_with_its_mix() -> None:
    found = nearest("brackets and turning for wooden toys of children")
    assert found is not None
    assert found.text == STATEMENT
    assert WORTH_ASKING <= found.mix < FLOOR


def test_what_is_about_something_else_is_not_named() -> None:
    assert nearest("weather on Sunday in Sheffield") is None


def test_only_who_is_seated_in_the_region_is_named() -> None:
    assert nearest(STATEMENT, "UKE3") is not None
    assert nearest(STATEMENT, "DED4") is None
