"""Teams: who together covers a need at least cost, proven, with the gaps named."""
