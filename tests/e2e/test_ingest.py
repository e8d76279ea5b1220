"""kg ingest on good and bad files."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import SEEDS, Answer, Kg

ORGANISATIONS = "id,kind,name,country\n"


@pytest.fixture
def load(scratch: Kg, request: pytest.FixtureRequest) -> Callable[..., Answer]:
    """Loads a member package under a source that bears the test's name."""
    source = "t" + hashlib.md5(request.node.nodeid.encode(), usedforsecurity=False).hexdigest()

    def run(folder: Path, *options: str) -> Answer:
        return scratch("ingest", "members", folder, "--source", source, *options)

    return run


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    shutil.copytree(SEEDS, folder)
    return folder


def organisations(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "organisations.csv").write_bytes(raw)
    return folder


def test_the_demonstration_again_writes_nothing(seeded: Kg) -> None:
    answer = seeded("ingest", "members", SEEDS, "--source", "demo", "--json")
    assert set(answer.json) == {"read", "written", "unchanged", "rejected"}
    assert answer.json["written"] == answer.json["rejected"] == 0


def test_a_bad_row_is_named_kept_and_ends_with_3(
    load: Callable[..., Answer], scratch: Kg, tmp_path: Path
) -> None:
    text = ORGANISATIONS + "a,Firm,Acme,DE\nb,Firm,Bolt,Germany\nc,Guild,Crew,DE\n"
    answer = load(organisations(tmp_path / "p", text), "--json")
    assert answer.code == 3
    assert answer.json == {"read": 3, "written": 1, "unchanged": 0, "rejected": 2}
    assert "organisations.csv line 3, country 'Germany': must be two capital letters" in answer.err
    assert "organisations.csv line 4, kind 'Guild': must be one of" in answer.err
    assert "next step: kg quarantine list --source" in answer.err
    kept = scratch("quarantine", "list", "--json").json["rows"]
    assert [row["cells"]["id"] for row in kept if row["cells"].get("name") in ("Bolt", "Crew")] == [
        "b",
        "c",
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_and_byte_order_mark_are_found(
    load: Callable[..., Answer], tmp_path: Path, mark: str, delimiter: str
) -> None:
    text = mark + (ORGANISATIONS + "a,Firm,Zoë,DE\n").replace(",", delimiter)
    answer = load(organisations(tmp_path / "p", text), "--json")
    assert answer.json["written"] == 1, answer.err


def test_windows_encoding_is_found_and_told(
    load: Callable[..., Answer], scratch: Kg, tmp_path: Path
) -> None:
    folder = organisations(tmp_path / "p", (ORGANISATIONS + "a,Firm,Zoë,DE\n").encode("cp1252"))
    refused = load(folder, "--encoding", "utf-8")
    assert refused.code == 1
    assert "line 2 is not UTF-8" in refused.err
    told = load(folder)
    assert told.code == 0
    assert "organisations.csv: read as Windows-1252" in told.err
    found = scratch("firm", "find", "zoë", "--json").json
    assert "Zoë" in {organisation["name"] for organisation in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("id,kind\n", "lacks the column name"),
        ("id,kind,name,nmae\n", "unknown column 'nmae'"),
        ("id,kind,name,name\n", "twice"),
        (ORGANISATIONS + "a," + "x" * 12_100_000, "longer than"),
        ("just words\n", "lacks the column"),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(
    load: Callable[..., Answer], tmp_path: Path, text: str, words: str
) -> None:
    answer = load(organisations(tmp_path / "p", text))
    assert answer.code == 1
    assert words in answer.err.splitlines()[-1]
    assert "Traceback" not in answer.err


def test_a_file_that_is_cut_off_keeps_its_whole_rows(
    load: Callable[..., Answer], tmp_path: Path
) -> None:
    text = ORGANISATIONS + 'a,Firm,Acme,DE\nb,Firm,"Bol'
    answer = load(organisations(tmp_path / "p", text), "--json")
    assert answer.code == 3
    assert (answer.json["written"], answer.json["rejected"]) == (1, 1)
    assert "cut off" in answer.err


def test_text_of_ten_megabytes_in_a_cell_is_one_sentence_and_keeps_the_other_rows(
    load: Callable[..., Answer], tmp_path: Path
) -> None:
    text = ORGANISATIONS + f"a,Firm,Acme,DE\nb,Firm,{'x' * 10_000_000},DE\nc,Firm,Crew,DE\n"
    answer = load(organisations(tmp_path / "p", text), "--json")
    assert answer.code == 3
    assert (answer.json["written"], answer.json["rejected"]) == (2, 1)
    assert "organisations.csv line 3, name" in answer.err
    assert "must have at most 131,072 characters, not 10,000,000" in answer.err
    assert max(map(len, answer.err.splitlines())) < 500


def test_a_missing_path_and_a_folder_without_files(scratch: Kg, tmp_path: Path) -> None:
    assert "does not exist" in scratch("ingest", "cordis", tmp_path / "nowhere").err
    answer = scratch("ingest", "cordis", tmp_path)
    assert answer.code == 1
    assert "organisations.csv" in answer.err


def test_dangling_and_duplicate_ids_are_rejected(
    load: Callable[..., Answer], package: Path
) -> None:
    evidence = package / "evidence.csv"
    lines = evidence.read_text().splitlines()
    evidence.write_text(
        "\n".join([*lines, 'x1,nobody--x,audit,"A",,,', 'x1,nobody--y,audit,"B",,,'])
    )
    answer = load(package, "--json")
    assert answer.code == 3
    assert answer.json["rejected"] == 2
    assert "must refer to something that is loaded; there is no Capability" in answer.err
    assert "must be unique" in answer.err


@pytest.mark.parametrize(
    ("path", "words"), [("/dev/null", "neither a file nor a folder"), ("x" * 300, "cannot read")]
)
def test_a_path_that_is_no_file_is_one_sentence(scratch: Kg, path: str, words: str) -> None:
    answer = scratch("ingest", "cordis", path)
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert words in answer.err


def test_a_foreign_file_is_loaded_by_the_mapping_that_was_proposed(
    load: Callable[..., Answer], scratch: Kg, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    text = "Mitgliedsnummer;Firmenname;Art;Land\n1;Zuckmayer;firm;DE\n2;Bolt;Gilde;DE\n"
    (folder / "kunden.csv").write_bytes(text.encode("cp1252"))
    (folder / "leistungen.json").write_text(
        '[{"id": "c", "organisation": 1, "text": "milling", "status": "claimed"}]'
    )
    mapping = folder / "mapping.yaml"
    proposed = scratch("ingest", "map", folder, "--suggest").out
    mapping.write_text(proposed.replace("# kind:", "kind:"), encoding="utf-8")
    answer = load(folder, "--json")
    assert answer.code == 3, answer.err
    assert answer.json == {"read": 3, "written": 2, "unchanged": 0, "rejected": 1}
    assert "kunden.csv line 3, Art 'Gilde': must be one of" in answer.err
