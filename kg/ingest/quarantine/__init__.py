"""Rows that were kept out: stored while a load runs, looked at, mended and loaded again."""
