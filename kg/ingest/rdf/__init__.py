"""Files of RDF: checked before a parser sees them, and read as rows of two tables."""
