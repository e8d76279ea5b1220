"""How an error becomes a finding."""

import pytest

from kg.doctor.finding import Status, of_error
from kg.errors import StateError


@pytest.mark.parametrize(
    ("message", "text", "step"),
    [
        ("the key is damaged; next step: put a copy back", "the key is damaged", "put a copy back"),
        ("a; b; try: kg up; then again", "a; b", "kg up; then again"),
        ("the port is taken; set KG_ENGINE_PORT", "the port is taken", "set KG_ENGINE_PORT"),
        ("it is broken", "it is broken", "mend it, then kg doctor again"),
    ],
)
def test_an_error_is_parted_into_what_is_wrong_and_what_to_do(
    message: str, text: str, step: str
) -> None:
    finding = of_error(StateError(message))
    assert (finding.status, finding.text, finding.next_step) == (Status.PROBLEM, text, step)
