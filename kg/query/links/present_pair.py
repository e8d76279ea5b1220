"""The page of a pair of regions as JSON has it."""

from typing import Any

from kg.query.links.pair_page import PairPage
from kg.query.links.present import coverage_json, day_text, pair_json

MOST_SHOWN = 50


def pair_page_json(page: PairPage, most: int = MOST_SHOWN) -> dict[str, Any]:
    """The page with at most so many participants and bridges, and how many there are."""
    answer, asked = page.answer, page.answer.question
    countries = {page.pair.first[:2], page.pair.second[:2]}
    return {
        "level": asked.level,
        "types": list(answer.types),
        "since": day_text(asked.period.since),
        "until": day_text(asked.period.until),
        "firmsOnly": asked.firms_only,
        "pair": pair_json(answer, page.pair, answer.names),
        "organisations": len(page.participants),
        "firms": page.firms,
        "carriers": [
            {
                **_organisation(page, each.organisation),
                "region": each.region,
                "links": each.links,
                "lost": each.lost,
                "without": page.pair.links - each.lost,
            }
            for each in page.participants[:most]
        ],
        "bridges": [
            {**_organisation(page, each.organisation), "reaches": each.reaches, "only": each.only}
            for each in page.bridges[:most]
        ],
        "departures": [
            {**_organisation(page, step.organisation), "left": step.left}
            for step in page.departures
        ],
        "coverage": [
            coverage_json(answer.coverage[code])
            for code in sorted(countries & answer.coverage.keys())
        ],
        "revision": answer.revision,
    }


def _organisation(page: PairPage, row: int) -> dict[str, Any]:
    members = page.answer.reader.network.members
    return {"id": members.ids[row], "name": members.names[row], "kind": members.kinds[row]}
