"""The ontology: Turtle files with SHACL shapes, read once into a `Schema` and compiled from it."""
