"""The graph as RDF: in our terms and those of W3C ORG, SKOS, PROV-O and schema.org."""
