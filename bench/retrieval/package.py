"""Statements of real organisations as a member package, so that the product's own ingest loads it.

Each project of `h2020-bench` (its training part) that has a title is a statement of who
coordinated it, with the project as evidence. CORDIS knows no certificates: every third
organisation is given one, which is invented.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

STANDARD = "ISO 9001"
ONE_IN = 3
KINDS = {"PRC": "Firm", "HES": "ResearchOrganisation", "REC": "ResearchOrganisation"}

Row = dict[str, str]


def write_package(data: Path, folder: Path) -> None:
    """Writes the package; `data` is the folder h2020-bench."""
    folder.mkdir(parents=True)
    known = {row["pic"]: row for row in _rows(data / "train_organisations.csv.gz")}
    coordinators = {
        row["rcn"]: row["pic"]
        for row in _rows(data / "train_participations.csv.gz")
        if row["role"] == "coordinator" and row["pic"] in known
    }
    projects = [row for row in _projects(data) if row["title"] and row["rcn"] in coordinators]
    pics = sorted({coordinators[row["rcn"]] for row in projects})
    certified = set(pics[::ONE_IN])
    statements = [_statement(row, coordinators[row["rcn"]]) for row in projects]
    evidence = [_evidence(row) for row in projects]
    for row in statements:
        if row["organisation"] in certified:
            certified.remove(row["organisation"])
            evidence.append(_certificate(row["id"]))
    _write(folder / "organisations.csv", (_organisation(known[pic]) for pic in pics))
    _write(folder / "capabilities.csv", statements)
    _write(folder / "evidence.csv", evidence)


def read_titles(data: Path) -> list[str]:
    """Titles of projects that the package does not hold: what was begun later."""
    with gzip.open(data / "task_a_text_to_partners.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        return list(dict.fromkeys(text.split(" — ")[0] for text in texts))


def read_topics(data: Path) -> list[str]:
    """The topics of the package's projects, the most frequent first."""
    topics = Counter(row["topic_description"] for row in _projects(data) if row["title"])
    return [topic for topic, _ in topics.most_common() if topic]


def _organisation(row: Mapping[str, str]) -> Row:
    return {
        "id": row["pic"],
        "kind": KINDS.get(row["activity_type"], "Organisation"),
        "name": row["name"] or f"PIC {row['pic']}",
        "country": row["country"],
        "region": row["nuts3"] or row["nuts2"],
        "city": row["city"],
    }


def _statement(row: Mapping[str, str], pic: str) -> Row:
    return {
        "id": f"project-{row['rcn']}",
        "organisation": pic,
        "text": " — ".join(filter(None, (row["title"], row["topic_description"]))),
        "status": "evidenced",
        "recordedOn": row["start_date"],
    }


def _evidence(row: Mapping[str, str]) -> Row:
    return {
        "id": f"project-{row['rcn']}--e1",
        "capability": f"project-{row['rcn']}",
        "kind": "project",
        "title": row["title"],
        "issuedOn": row["end_date"],
        "expiresOn": "",
    }


def _certificate(statement: str) -> Row:
    return {
        "id": f"{statement}--certificate",
        "capability": statement,
        "kind": "certificate",
        "title": f"{STANDARD}:2015 certificate",
        "issuedOn": "2024-03-01",
        "expiresOn": "2030-02-28",
    }


def _rows(file: Path) -> Iterator[Row]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {name: "" if value == "NA" else value for name, value in row.items()}


def _projects(data: Path) -> Iterator[Row]:
    with gzip.open(data / "train_projects.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {name: "" if value in (None, "NA") else value for name, value in row.items()}


def _write(file: Path, rows: "Iterator[Row] | list[Row]") -> None:
    first, *others = rows
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first))
        writer.writeheader()
        writer.writerows([first, *others])
