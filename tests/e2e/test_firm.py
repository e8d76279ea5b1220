"""kg firm find and show."""

from tests.e2e.conftest import Kg


def test_a_firm_is_found_and_shown(seeded: Kg) -> None:
    [found] = seeded("firm", "find", "HALLAM", "--json").json
    assert found["id"] == "demo:hallam-five-axis"
    shown = seeded("firm", "show", found["id"], "--json").json
    assert shown["region"].startswith("UKE3")
    assert all(s["status"] and s["text"] for s in shown["capabilities"])
    assert any(s["evidence"] for s in shown["capabilities"])


def test_an_unknown_id_names_the_next_step(seeded: Kg) -> None:
    answer = seeded("firm", "show", "demo:nobody")
    assert answer.code == 1
    assert "demo:nobody" in answer.err
    assert "kg firm find" in answer.err


def test_nothing_found_is_an_empty_answer(seeded: Kg) -> None:
    answer = seeded("firm", "find", "zzzz", "--json")
    assert (answer.code, answer.json) == (0, [])
