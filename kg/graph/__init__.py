"""The graph: one official driver, one Cypher, an embedded engine; nobody else speaks to them."""
