"""Writes a team for others: a picture, a brief for the customer, a table."""
