"""Hostile statements have no effect, read nothing but the graph, and end, on every engine."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import InputError, KgError
from kg.graph.connection import Connection
from kg.graph.copy_reader import CopyReader
from kg.graph.prepare import prepare
from kg.graph.read_only import Limits, OverrunError, ReadAnswer, ReadRequest, ServerReader
from kg.graph.reader_copy import ReaderCopy, copy_engine
from kg.query.console import Console, Question, Reader
from kg.query.console_words import FUNCTIONS, WITHHELD
from tests.contract.calls import CALLS, CLAUSES
from tests.contract.engines import EMBEDDED, ENGINES, address_of
from tests.contract.hostile import ADMINISTRATION, ENDLESS, PRYING, REACHING, REFUSED, WRITES
from tests.contract.packages import dump, firm, load, write_table

USUAL = Limits(seconds=20, rows=1_000, bytes=1_000_000)
SHORT = Limits(seconds=1, rows=1_000, bytes=1_000_000)
# Far above what stopping takes, so that a busy machine fails no test; an endless query does.
SECONDS_OF_SLACK = 20
CALLS_AT_ONCE = 15
CANARY = "canary-of-the-file"
PRIVATE = ("Anna Probe", "anna@acme.example")
COUNTS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"
NAMES = "MATCH (n:Organisation) RETURN n.id, n.name, labels(n) AS labels ORDER BY n.id"


@dataclass(frozen=True)
class Graph:
    """A small graph with a contact, asked through the console or past its allow-list."""

    connection: Connection
    reader: Reader
    copy: ReaderCopy | None
    file: Path
    listener: socket.socket

    def ask(self, text: str, limits: Limits = USUAL, **parameters: object) -> ReadAnswer:
        return Console(self.reader).ask(Question(self.filled(text), parameters, limits))

    def send(self, text: str) -> ReadAnswer:
        """The answer to a statement that no allow-list has seen."""
        return self.reader.read(ReadRequest(self.filled(text), {"p": "x"}, USUAL, WITHHELD))

    def filled(self, text: str) -> str:
        url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/x.csv"
        return text.replace("{file}", self.file.as_uri()).replace("{url}", url)

    def state(self) -> tuple[list[str], object, object]:
        """All that a statement could change, in the graph and in what the console reads."""
        [counts] = self.connection.read(COUNTS)
        return dump(self.connection), dict(counts), self.seen()

    def seen(self) -> tuple[object, object]:
        return self.send(COUNTS).rows, self.send(NAMES).rows

    def was_called(self) -> bool:
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture(scope="module", params=ENGINES)
def graph(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    address = address_of(request.param, request)
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "canary.csv").write_text(f"{CANARY}\n")
    engine = copy_engine(folder / "reader", "256m")
    with closing(Connection(address)) as connection, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0)
        _fill(connection, folder / "package")
        copy = None
        if request.param == EMBEDDED:
            original = request.getfixturevalue("embedded_engine")
            copy = ReaderCopy(original, connection, engine, _say_nothing)
        reader = ServerReader(address) if copy is None else CopyReader(copy)
        yield Graph(connection, reader, copy, folder / "canary.csv", listener)
        engine.kill()


def _say_nothing(_line: str) -> None:
    pass


def _fill(connection: Connection, folder: Path) -> None:
    connection.define(["MATCH (n) DETACH DELETE n"])
    prepare(connection)
    name, email = PRIVATE
    contact = {"id": "c1", "organisation": "f1", "name": name, "email": email}
    offer = {"text": "We mill.", "status": "claimed"}
    write_table(folder / "organisations.csv", [firm(f"f{n}") for n in range(12)])
    write_table(folder / "contacts.csv", [{**contact, "consentOn": "2026-01-01"}])
    offers = [{"id": f"o{n}", "organisation": f"f{n}", **offer} for n in range(12)]
    write_table(folder / "capabilities.csv", offers)
    assert load(connection, "members", folder, source="demo").report.rejected == 0


@pytest.fixture(scope="module")
def before(graph: Graph) -> tuple[list[str], object, object]:
    """The state before the first hostile statement."""
    state = graph.state()
    assert len(state[0]) > 20
    return state


def test_no_hostile_statement_passes_the_rules_or_does_anything(
    graph: Graph, before: tuple[list[str], object, object]
) -> None:
    assert len(REFUSED) + len(ENDLESS) > 100
    for text in REFUSED:
        with pytest.raises(InputError) as refused:
            graph.ask(text, SHORT, p="x")
        assert CANARY not in str(refused.value)
        assert not graph.was_called(), text
    assert graph.state() == before


@pytest.mark.parametrize("text", WRITES)
def test_a_write_past_the_rules_has_no_effect(
    graph: Graph, before: tuple[list[str], object, object], text: str
) -> None:
    if graph.copy is None:
        with pytest.raises(InputError, match=r"only reads|not understand"):
            graph.send(text)
    else:
        # The embedded engine refuses some of them only when they are committed.
        with suppress(KgError):
            graph.send(text)
        with closing(Connection(graph.copy.address())) as account, pytest.raises(KgError):
            account.define([text])
    assert graph.seen() == before[2]


def test_no_write_past_the_rules_has_changed_the_graph(
    graph: Graph, before: tuple[list[str], object, object]
) -> None:
    assert graph.state() == before


def test_no_server_takes_a_command_past_the_rules(graph: Graph) -> None:
    # The account of the copy may only read, and what the copy tells of itself is no secret.
    for text in ADMINISTRATION if graph.copy is None else ():
        with pytest.raises(KgError):
            graph.send(text)


@pytest.mark.parametrize("text", REACHING)
def test_no_file_and_no_address_is_read_past_the_rules(graph: Graph, text: str) -> None:
    with pytest.raises(KgError) as refused:
        graph.send(text)
    assert CANARY not in str(refused.value)
    assert not graph.was_called()


@pytest.mark.parametrize("text", ENDLESS)
def test_what_does_not_end_is_stopped_and_the_next_query_is_answered(
    graph: Graph, text: str
) -> None:
    graph.ask("RETURN 1")  # making the copy is not what is timed
    begin = time.monotonic()
    try:
        answer = graph.ask(text, SHORT)
    except InputError:
        pass
    else:
        assert len(answer.rows) <= SHORT.rows
    assert time.monotonic() - begin < SHORT.seconds + SECONDS_OF_SLACK
    assert graph.ask("MATCH (n:Organisation) RETURN count(n)").rows == ((12,),)


def test_an_endless_query_is_told_apart_by_its_error(graph: Graph) -> None:
    with pytest.raises(OverrunError, match=r"stopped after 1 s; next step: .*--timeout"):
        graph.ask(ENDLESS[0], SHORT)


def test_rows_beyond_the_limit_are_cut_off(graph: Graph) -> None:
    text = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b RETURN a, b"
    answer = graph.ask(text, Limits(20, 7, 1_000_000))
    assert (len(answer.rows), answer.truncated) == (7, "rows")


def test_bytes_beyond_the_limit_are_cut_off(graph: Graph) -> None:
    text = "UNWIND range(1, 10000) AS a RETURN range(1, 10000) AS l"
    answer = graph.ask(text, Limits(20, 10_000, 300_000))
    assert answer.truncated == "bytes"
    assert 1 <= len(answer.rows) <= 10


def test_an_answer_of_just_the_limit_is_whole(graph: Graph) -> None:
    answer = graph.ask("UNWIND range(1, 7) AS a RETURN a", Limits(20, 7, 1_000_000))
    assert (len(answer.rows), answer.truncated) == (7, None)


# --- sealed values


def sealed(graph: Graph) -> str:
    [row] = graph.connection.read("MATCH (c:Contact) RETURN c.sealed AS sealed LIMIT 1")
    return str(row["sealed"])


SHOWN = (
    "MATCH (c:Contact) RETURN c",
    "MATCH p = (c:Contact)--() RETURN p, collect(c), [c, {a: c}]",
    "MATCH (r:SourceRecord) WHERE r.table CONTAINS 'contacts' RETURN r",
    "MATCH (n) RETURN n",
)


@pytest.mark.parametrize("text", SHOWN)
def test_a_node_is_shown_without_what_is_sealed(graph: Graph, text: str) -> None:
    answer = graph.ask(text)
    assert sealed(graph) not in repr(answer)
    assert not [value for value in PRIVATE if value in repr(answer)]
    assert "'sealed'" not in repr(answer)


def test_no_predicate_count_or_error_tells_a_sealed_value(graph: Graph) -> None:
    secret = sealed(graph)
    for text in PRYING:
        answers = set()
        for guess in (secret, secret[:8], "x"):
            with pytest.raises(InputError) as refused:
                graph.ask(text, p=guess)
            answers.add(str(refused.value))
        assert len(answers) == 1, text


def test_a_sealed_text_as_parameter_does_not_come_back(graph: Graph) -> None:
    assert graph.ask("RETURN $p AS p", p=sealed(graph)).rows == (("(sealed)",),)


def test_past_the_rules_nothing_sealed_is_shown_either(graph: Graph) -> None:
    answer = graph.send("MATCH (c:Contact) RETURN c.sealed, properties(c), [c.sealed + '']")
    assert sealed(graph) not in repr(answer)


def test_a_copy_has_nothing_sealed_left(graph: Graph) -> None:
    text = "MATCH (n) WHERE n.sealed IS NOT NULL OR n.values CONTAINS 'sealed' RETURN count(n)"
    # A server has no copy; there only the rules and the answer keep sealed values back.
    assert graph.send(text).rows == ((0,),) if graph.copy else graph.send(text).rows != ((0,),)


# --- what may be asked


@pytest.mark.parametrize("text", CLAUSES)
def test_what_the_rules_take_is_understood(graph: Graph, text: str) -> None:
    assert graph.ask(text, p=1).columns


def test_every_function_of_the_list_is_called_here() -> None:
    assert set(CALLS) == FUNCTIONS


@pytest.mark.parametrize("first", range(0, len(CALLS), CALLS_AT_ONCE))
def test_every_function_of_the_list_is_known(graph: Graph, first: int) -> None:
    calls = list(CALLS.values())[first : first + CALLS_AT_ONCE]
    columns = ", ".join(f"{call} AS x{place}" for place, call in enumerate(calls))
    text = f"MATCH p = (n:Firm)-[r:OFFERS]->(m) WITH p, n, r, m LIMIT 1 RETURN {columns}"
    assert len(graph.ask(text).rows) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("MATCH (n) RETURN nn", "the graph does not understand the query: .*nn"),
        ("MATCH (n RETURN n", r"line 1, column 7: '\(' is not closed"),
        (
            "MATCH (n:Firm) RETURN n.name / 0 LIMIT 1",
            "the query failed while it ran|not understand",
        ),
        ("RETURN 1 / 0", "the query failed while it ran: a division by zero"),
        ("RETURN $missing", "a parameter is missing"),
    ],
)
def test_a_mistake_is_one_sentence(graph: Graph, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as error:
        graph.ask(text)
    assert "\n" not in str(error.value)


def test_an_answer_names_the_revision_of_the_graph(graph: Graph) -> None:
    [row] = graph.connection.read("MATCH (g:Graph) RETURN g.revision AS revision LIMIT 1")
    assert graph.ask("RETURN 1").revision == row["revision"]
