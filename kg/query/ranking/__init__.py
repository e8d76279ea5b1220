"""Ranks organisations by what they did before: with like needs, and with the same partners."""
