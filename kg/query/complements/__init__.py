"""Complementary partners of one organisation: not similar but completing."""
