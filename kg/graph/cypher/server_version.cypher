// Returns the name and versions of the server's kernel, beside which newer servers name languages.
CALL dbms.components() YIELD name, versions
WHERE name = 'Neo4j Kernel'
RETURN name, versions
LIMIT 1
