"""Only what reads, and what ends, may be asked."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.console_rules import check
from kg.query.console_words import FUNCTIONS, KEYWORDS, WRITING

ALLOWED = [
    "MATCH (n) RETURN n",
    "match (n:Firm {id: $id}) where n.name contains 'x' return n.name as name",
    "MATCH (o:Organisation)-[:OFFERS]->(c) RETURN o.name, count(DISTINCT c) AS n ORDER BY n DESC",
    "MATCH p = shortestPath((a {id: $a})-[*..6]-(b {id: $b})) RETURN p, length(p)",
    "MATCH (o) WHERE o:Firm AND NOT EXISTS { (o)-[:OFFERS]->() } RETURN o.id // comment",
    "MATCH (o) CALL (o) { MATCH (o)-->(c) RETURN count(c) AS c } RETURN o.name, c;",
    "CALL { MATCH (n:Firm) RETURN n UNION MATCH (n:Region) RETURN n } RETURN n",
    "UNWIND range(1, 10) AS x RETURN [i IN range(0, 3) | i + x], reduce(s = 0, i IN [1] | s + i)",
    "MATCH (a)-[r:PARTNERED_IN|OFFERS*1..3]->(b) RETURN a",
    "RETURN {order: 1, count: 2, not: NOT true, set: 3, kind: CASE 1 WHEN 1 THEN 'x' END} AS set",
    "RETURN 'DELETE n' AS `DELETE`, \"a//b\" /* SET */ AS r",
    "MATCH (n:`DELETE`) WHERE n.set = 1 AND n.create > 2 RETURN n.`merge` AS x",
    "WITH * MATCH (n) RETURN *",
    "MATCH (n) WITH collect(n) AS l RETURN l[0], l[-1], l[1..], l[i+1], l[size(l)-1]",
    "MATCH (n) RETURN n {.id, .name}",
    "MATCH (n) RETURN -n.x * 2 + +1 <> 3 OR n.y IS NOT NULL SKIP 1 LIMIT 2",
]

REFUSED = [
    ("", "there is no statement"),
    ("  // nothing", "there is no statement"),
    ("CREATE (:X)", "a query begins with"),
    ("EXPLAIN RETURN 1", "a query begins with"),
    ("MATCH (n) DELETE n", "queries only read"),
    ("MATCH (n) WITH * DELETE [n][0]", "queries only read"),
    ("MATCH ((a)-->(b))+ DELETE [a][0]", "queries only read"),
    ("MATCH (n) /* x */ SET /* y */ n.x = 1", "queries only read"),
    ("RETURN 1 // x\n CREATE (:Y)", "queries only read"),
    ("RETURN null CREATE (:Y)", "queries only read"),
    ("RETURN 'a' CREATE (:Y)", "queries only read"),
    ("RETURN $a CREATE (:Y)", "queries only read"),
    ("MATCH (n) RETURN n SHOW USERS", "no clause or operator"),
    ("MATCH (n) WITH n AS AS DELETE CASE WHEN true THEN n END", "queries only read"),
    ("MATCH (n) WHERE n.AS DELETE CASE WHEN true THEN n END", "queries only read"),
    ("MATCH (n) WHERE n.x = 1. DELETE CASE WHEN true THEN n END", "a number ends with a digit"),
    ("MATCH (n) WHERE {AS: 1} IS NOT NULL DELETE n", "queries only read"),
    ("RETURN 1; RETURN 2", "one statement at a time"),
    ("CALL db.labels()", "no procedures"),
    ("CALL `db`.`labels`()", "no procedures"),
    ("CALL (n) db.labels()", "no procedures"),
    ("RETURN apoc.load.json('x')", "'apoc.load.json' is no function"),
    ("RETURN `apoc`.`load`.`json`('x')", "is no function"),
    ("RETURN date . foo ('x')", "'date.foo' is no function"),
    ("RETURN properties(1)", "'properties' is no function"),
    ("MATCH (n) RETURN n {.*}", "name the properties"),
    ("MATCH (n) RETURN n { . * }", "name the properties"),
    ("MATCH (n) RETURN n.sealed", "'sealed' is kept back"),
    ("MATCH (n {sealed: 'x'}) RETURN 1", "'sealed' is kept back"),
    ("MATCH (n) RETURN n.`sealed`", "'sealed' is kept back"),
    ("MATCH (n) RETURN n.Values", "'Values' is kept back"),
    ("MATCH (n) RETURN n['sea' + 'led']", "in brackets behind a value goes a number"),
    ("MATCH (n) RETURN n[$p]", "in brackets behind a value goes a number"),
    ("WITH 'sealed' AS k MATCH (n) RETURN n[k]", "in brackets behind a value goes a number"),
    ("MATCH (n) RETURN [k IN keys(n) | n[k]]", "in brackets behind a value goes a number"),
    ("MATCH (n) RETURN (n)['x']", "in brackets behind a value goes a number"),
    ("UNWIND range(1, 1000000) AS x RETURN x", "range() takes whole numbers"),
    ("UNWIND range(1, 99*99*99) AS x RETURN x", "range() takes whole numbers"),
    ("UNWIND range(1, $n) AS x RETURN x", "range() takes whole numbers"),
    ("RETURN [x IN [1] | [y IN [1] | [z IN [1] | z]]]", "runs through lists within each other"),
]  # fmt: skip


@pytest.mark.parametrize("text", ALLOWED)
def test_what_reads_is_taken(text: str) -> None:
    assert check(text).startswith(text[:5])


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_does_more_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        check(text)
    assert reason in str(error.value)


def test_no_word_both_reads_and_writes() -> None:
    assert not KEYWORDS & WRITING
    assert not {word.lower() for word in WRITING} & FUNCTIONS


WORDS = [*KEYWORDS, *WRITING, *FUNCTIONS, "LOAD", "CSV", "FROM", "n", "`n`", "sealed", "'x'", "$p"]
SIGNS = [*"()[]{},.:|+-*/%^=<>!&;'\"`\\~", "..", "->", "//", "/*", "*/", "1", "\n", "\\u0041"]
STATEMENTS = st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=80), STATEMENTS, STATEMENTS.map("MATCH (n) {}".format)))
@example("\ud800")
@example("RETURN (")
@example("." * 60 + "(")
@example("CALL (")
@example("RETURN [")
@example("(")
def test_a_check_takes_or_refuses_and_never_crashes(text: str) -> None:
    with suppress(InputError):
        assert isinstance(check(text), str)


GAPS = st.one_of(
    st.sampled_from(
        [" ", "\t", "\n", "/**/", "/*'*/", '/*"*/', "/*`*/", "// '\n", "/*//*/", "//\r"]
    ),
    st.text("/'\"`n \n", max_size=6).map("/*{}*/".format),
)
WRITES = [
    ["MATCH", "(n)", "DELETE", "n"],
    ["MATCH", "(n)", "SET", "n.x", "=", "1"],
    ["MATCH", "(n)", "WITH", "'//'", "AS", "`/*`", "CREATE", "(:X)"],
    ["MATCH", "(n)", "WITH", "*", "MERGE", "(:X)"],
    ["CALL", "{", "CREATE", "(x)", "RETURN", "x", "}", "RETURN", "x"],
    ["RETURN", '"\'"', "REMOVE", "n.x"],
    ["LOAD", "CSV", "FROM", "'x'", "AS", "r", "RETURN", "r"],
]


@given(st.sampled_from(WRITES), st.data())
def test_no_comment_hides_a_word(words: list[str], data: st.DataObject) -> None:
    text = "".join(word + data.draw(GAPS) for word in words)
    with pytest.raises(InputError):
        check(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="'\\"), max_size=30))
def test_no_text_in_quotes_counts_as_words_or_hides_the_next(inner: str) -> None:
    assert check(f"RETURN '{inner}' AS x") == f"RETURN '{inner}' AS x"
    with pytest.raises(InputError):
        check(f"MATCH (n) WHERE n.x = '{inner}' DELETE n")


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="`\\"),
    min_size=1,
    max_size=30,
)


@given(NAMES.filter(lambda name: name.strip().lower() not in {"sealed", "values"}))
def test_no_name_in_backticks_counts_as_a_word_or_hides_the_next(inner: str) -> None:
    assert check(f"RETURN 1 AS `{inner}`") == f"RETURN 1 AS `{inner}`"
    with pytest.raises(InputError):
        check(f"MATCH (n:`{inner}`) DELETE n")
