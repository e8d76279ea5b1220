"""Finds records of one organisation under two ids, says why, and keeps what was decided."""
