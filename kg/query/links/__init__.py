"""How regions are linked: what joins their organisations, and how much more than size explains."""
