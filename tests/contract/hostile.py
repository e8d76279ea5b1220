"""Statements that want more than to read the graph, or to read it without end.

{file} and {url} stand for a file that nobody may read and an address that nobody may call.
"""

# Writes in any clause. They are sent twice: to the console, and past its allow-list.
WRITES = (
    "CREATE (:Evil)",
    "CREATE (:Evil) RETURN 1",
    "MERGE (n:Evil {id: 'x'}) RETURN n",
    "MATCH (n) SET n.name = 'evil'",
    "MATCH (n) SET n += {name: 'evil'} RETURN n",
    "MATCH (n) SET n:Evil",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) REMOVE n:Organisation",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) WITH * DETACH DELETE n",
    "MATCH (a), (b) CREATE (a)-[:EVIL]->(b)",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'evil')",
    "UNWIND [1, 2] AS x CREATE (:Evil {x: x})",
    "OPTIONAL MATCH (n:Nothing) MERGE (:Evil)",
    "CALL { CREATE (n:Evil) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { SET n.name = 'evil' } RETURN n",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "MATCH (n) RETURN n UNION CREATE (n:Evil) RETURN n",
    "WITH 1 AS AS CREATE (:Evil)",
    "MATCH (n) WITH n AS AS DELETE CASE WHEN true THEN n END",
    "MATCH (n) WHERE n.AS IS NULL DELETE CASE WHEN true THEN n END",
    "MATCH (n) WITH n, n.`AS` AS AS DETACH DELETE n",
    "CREATE INDEX evil FOR (n:Evil) ON (n.x)",
    "CREATE CONSTRAINT evil FOR (n:Evil) REQUIRE n.x IS UNIQUE",
    # In words that only newer servers know (Cypher 25); elsewhere they are mistakes.
    "INSERT (:Evil)",
    "FOR x IN [1, 2] INSERT (:Evil {x: x})",
    "LET x = 1 INSERT (:Evil {x: x})",
    "MATCH (n) FILTER n.id IS NOT NULL NODETACH DELETE n",
    "MATCH (n) RETURN n NEXT INSERT (:Evil) RETURN 1 AS x",
    "WHEN true THEN INSERT (:Evil) ELSE FINISH",
    "MATCH (n) SET n['na' + 'me'] = 'evil'",
    "MATCH (n) SET n:$('Evil')",
)

# What reaches beyond the graph. Sent to the console, and past its allow-list.
REACHING = (
    "LOAD CSV FROM '{file}' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM '{file}' AS row RETURN row",
    "LOAD CSV FROM '{url}' AS row RETURN row",
    "WITH '{url}' AS u LOAD CSV FROM u AS row RETURN row",
    "CALL { LOAD CSV FROM '{file}' AS row RETURN row } RETURN row",
    "WITH * LOAD CSV FROM '{file}' AS row RETURN row",
    "RETURN 1 UNION LOAD CSV FROM '{url}' AS row RETURN 1",
    "CALL apoc.load.json('{url}')",
    "RETURN apoc.load.json('{url}')",
    "CALL apoc.cypher.runFile('{file}')",
)

# Administration and the server's own matters.
ADMINISTRATION = (
    "SHOW USERS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW DATABASES",
    "SHOW PROCEDURES YIELD name RETURN name",
    "RETURN 1 SHOW USERS",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "TERMINATE TRANSACTIONS '*'",
    "USE system SHOW USERS",
    "USE system RETURN 1",
    "CREATE USER evil SET PASSWORD 'evilevil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'x' TO 'y'",
    "DROP DATABASE neo4j",
    "CALL dbms.listConfig()",
    "CALL dbms.components() YIELD name RETURN name",
    "CALL `dbms`.`security`.`listUsers`()",
    "CALL db.clearQueryCaches()",
    "CALL dbms.killQuery('query-1')",
)

# Words that hide, and what engines take besides one plain statement.
DISGUISED = (
    "MATCH (n) /* only reading */ DETACH DELETE n",
    "MATCH (n) RETURN n // only reading\n DETACH DELETE n",
    "MATCH (n) RETURN n // only reading\r DETACH DELETE n",
    "MATCH (n) DE/**/TACH DELETE n",
    "/* MATCH */ CREATE (:Evil)",
    "MATCH (n) WHERE n.x = '/*' DELETE n /* ' */",
    "MATCH (n) WHERE n.x = '\\'' DELETE n //'",
    "MATCH (n) \\u0044ELETE n",
    "MATCH (n) WHERE n.x = '\\u0027 DELETE n //'",
    "MATCH (n:`a\\u0060) DELETE n //`)",
    "MATCH (n) \u017fET n.name = 'evil'",
    "MATCH (n)\u00a0DELETE n",
    "MATCH (n) DE\u200bLETE n",
    "MATCH (n) \uff24ELETE n",
    "RETURN 1; CREATE (:Evil)",
    "CREATE (:Evil); RETURN 1",
    ";CREATE (:Evil)",
    "EXPLAIN CREATE (:Evil)",
    "PROFILE CREATE (:Evil)",
    "CYPHER 5 CREATE (:Evil)",
    "CYPHER 25 CREATE (:Evil)",
    "CYPHER runtime=slotted MATCH (n) DELETE n",
    "EXPLAIN MATCH (n) RETURN n",
    "INSERT INTO Evil SET x = 1",
    "DELETE FROM Organisation",
    "SELECT FROM Organisation",
    "SELECT * FROM schema:database",
    "ALTER DATABASE `arcadedb.server.mode` 'test'",
    "BEGIN; CREATE (:Evil); COMMIT",
    "{sql} CREATE VERTEX Evil",
)

# Sealed values and what holds them, by any way to name a property.
PRYING = (
    "MATCH (c:Contact) RETURN c.sealed",
    "MATCH (c:Contact) RETURN c.`sealed`",
    "MATCH (c:Contact) WHERE c.sealed CONTAINS '1.' RETURN count(c)",
    "MATCH (c:Contact) WHERE c.sealed STARTS WITH $p RETURN c.id",
    "MATCH (c:Contact) WHERE exists(c.sealed) RETURN count(c)",
    "MATCH (c:Contact) RETURN size(c.sealed)",
    "MATCH (c:Contact) RETURN toInteger(c.sealed)",
    "MATCH (c:Contact) WHERE 1 / (c.sealed STARTS WITH 'x') = 1 RETURN c.id",
    "MATCH (c:Contact) RETURN c.id ORDER BY c.sealed",
    "MATCH (c:Contact {sealed: $p}) RETURN c.id",
    "MATCH (c:Contact) RETURN c['sea' + 'led']",
    "MATCH (c:Contact) RETURN c[$p]",
    "MATCH (c:Contact) UNWIND keys(c) AS k RETURN k, c[k]",
    "MATCH (c:Contact) RETURN [k IN keys(c) | c[k]]",
    "MATCH (c:Contact) RETURN reduce(s = '', k IN keys(c) | s + c[k])",
    "MATCH (c:Contact) RETURN properties(c)",
    "MATCH (c:Contact) RETURN toString(properties(c))",
    "UNWIND [$p, 1] AS m MATCH (c:Contact) WITH properties(c) AS x ORDER BY x RETURN x",
    "MATCH (c:Contact) RETURN c {.*}",
    "MATCH (c:Contact) RETURN c {.sealed}",
    "MATCH (c:Contact) WITH c {.*} AS m RETURN max([m, $p])",
    "MATCH (c:Contact) LET x = properties(c) RETURN x",
    "MATCH (c:Contact) FILTER c.sealed STARTS WITH $p RETURN c.id",
    "MATCH (r:SourceRecord) RETURN r.values",
    "MATCH (r:SourceRecord) WHERE r.values CONTAINS 'sealed' RETURN count(r)",
)

# Statements that the rules take or refuse and that never end, or answer with far too much.
MANY = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b"
ENDLESS = (
    f"{MANY} UNWIND range(1, 10000) AS c RETURN count(*)",
    f"{MANY} WITH collect(a + b) AS l RETURN size(l)",
    f"{MANY} RETURN a, b ORDER BY a * b DESC",
    "RETURN reduce(s = 0, a IN range(1, 10000) | s + reduce(t = 0, b IN range(1, 10000) | t + b))",
    "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)",
    "MATCH p = (a)-[*]-(b) MATCH q = (c)-[*]-(d) MATCH r = (e)-[*]-(f) RETURN count(*)",
)
REFUSED_ENDLESS = (
    "UNWIND range(1, 1000000000) AS x RETURN count(x)",
    "UNWIND range(1, 10000 * 10000) AS x RETURN count(x)",
    "RETURN range(0, 9223372036854775807)",
    "RETURN [a IN range(1, 9999) | [b IN range(1, 9999) | [c IN range(1, 9999) | 1]]]",
    "MATCH (n) WHERE n.name =~ '(a+)+b' RETURN n",
    "RETURN " + "(" * 5_000 + "1" + ")" * 5_000,
    "RETURN '" + "x" * 100_000 + "'",
)
REFUSED = (*WRITES, *REACHING, *ADMINISTRATION, *DISGUISED, *PRYING, *REFUSED_ENDLESS)
