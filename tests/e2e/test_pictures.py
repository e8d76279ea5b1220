"""Answers as pictures and for other programs, as users run them."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from tests.e2e.conftest import Kg

LINKS = ("regions", "links", "--limit", 200)


def test_a_map_is_written_to_a_file(seeded: Kg, tmp_path: Path) -> None:
    file = tmp_path / "links.svg"
    answer = seeded(*LINKS, "--output", file)
    assert (answer.code, answer.out) == (0, "")
    assert "UKE3 South Yorkshire" in "".join(ET.parse(file).getroot().itertext())  # noqa: S314  # our own
    assert seeded(*LINKS, "--output", file).code == 2
    assert seeded(*LINKS, "--output", file, "--yes").code == 0


@pytest.mark.parametrize("picture", ["map", "matrix", "network"])
def test_every_picture_is_svg(seeded: Kg, picture: str) -> None:
    answer = seeded(*LINKS, "--picture", picture)
    assert ET.fromstring(answer.out).tag.endswith("svg")  # noqa: S314  # our own


def test_all_forms_tell_the_same_links(seeded: Kg) -> None:
    pairs = seeded(*LINKS, "--json").json["pairs"]
    told = {frozenset(each["code"] for each in pair["regions"]): pair["links"] for pair in pairs}
    rows = csv.DictReader(io.StringIO(seeded(*LINKS, "--format", "csv").out))
    assert {frozenset((row["from"], row["to"])): int(row["value"]) for row in rows} == told
    graph = nx.parse_graphml(seeded(*LINKS, "--format", "graphml").out)
    assert {frozenset(ends): value for *ends, value in graph.edges(data="weight")} == told
    features = json.loads(seeded(*LINKS, "--format", "geojson").out)["features"]
    lines = [each["properties"] for each in features if "value" in each["properties"]]
    assert {frozenset((line["from"], line["to"])): line["value"] for line in lines} == told
    assert all(each["geometry"] for each in features)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--json", "--format", "svg"), "--json"),
        (("--format", "csv", "--picture", "map"), "--picture"),
        (("--output", "links.png"), "--format"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    seeded: Kg, options: tuple[str, ...], words: str
) -> None:
    answer = seeded("regions", "links", *options)
    assert answer.code == 2
    assert words in answer.err
    assert "next step" in answer.err
