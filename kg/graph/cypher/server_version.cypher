// Returns the name and versions of the server's kernel. (A procedure: it takes no LIMIT of its own.)
CALL dbms.components() YIELD name, versions
RETURN name, versions
LIMIT 1
