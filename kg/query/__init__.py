"""Answers: a need understood, partners found and ranked, every number explained."""
