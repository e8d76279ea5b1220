"""Pictures of answers: maps, matrices, networks and chains as SVG, and the same as tables."""
