"""Need analysis: from a text to requirements and typed conditions, by rules and tables."""
