"""The room of the virtual enterprise's life cycle; it stays empty until the ontology holds one."""
