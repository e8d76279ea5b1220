"""The graph: one official driver, one Cypher, an embedded engine; nobody else speaks to them.

The driver imports pandas wherever that is installed, to take its values as parameters. It comes
with OR-Tools, we never hand such values over, and importing it takes longer than the rest of many
a command; so the driver is imported here, before all modules that use it, as if there were none.
"""

import sys

if "neo4j" not in sys.modules and "pandas" not in sys.modules:
    # None makes the import fail as that of a package that is absent (Python reference, 5.3.1).
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import neo4j as _  # noqa: F401
    finally:
        del sys.modules["pandas"]
