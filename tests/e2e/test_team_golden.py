"""The teams for the ten opportunities of the demonstration cluster, with why what is open is open.

After a change of the ranking the file is written again, and read as a change of every answer:

    python tests/e2e/test_team_golden.py HOME    # of an installation with data/seeds loaded
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).with_name("teams.json")
OPPORTUNITIES = [f"o{number}" for number in range(1, 11)]


def shortened(answer: dict[str, Any]) -> dict[str, Any]:
    """Who covers what, and what is open and why; no figure that changes from day to day."""
    covers: dict[str, list[str]] = {}
    for member in answer["members"]:
        for cover in member["covers"]:
            covers.setdefault(cover["requirement"], []).append(
                f"{member['id']}, {cover['share']:.0%}"
            )
    return {
        "status": answer["status"],
        "covers": dict(sorted(covers.items())),
        "open": {gap["requirement"]: [gap["reason"], gap["change"]] for gap in answer["gaps"]},
        "give up": answer["relaxations"],
        "rivals": [rivals["members"] for rivals in answer["rivals"]],
    }


@pytest.mark.parametrize("opportunity", OPPORTUNITIES)
def test_the_team_is_the_one_in_the_golden_file(seeded: Any, opportunity: str) -> None:
    answer = seeded("team", "--opportunity", f"demo:{opportunity}", "--json")
    assert shortened(answer.json) == json.loads(GOLDEN.read_text("utf-8"))[opportunity]


def main() -> None:
    import os
    import subprocess

    found = {}
    for opportunity in OPPORTUNITIES:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from kg.cli import main; main()",
                "team",
                "--opportunity",
                f"demo:{opportunity}",
                "--json",
            ],
            env={**os.environ, "KG_HOME": sys.argv[1]},
            capture_output=True,
            check=True,
        )
        found[opportunity] = shortened(json.loads(done.stdout))
    GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
