"""Mapping files: what foreign files, columns and values are in the words of our tables."""
