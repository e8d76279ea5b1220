"""Pages for brokers, rendered on the server; they work without scripts."""
