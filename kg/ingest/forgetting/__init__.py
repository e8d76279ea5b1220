"""Forgetting people: erased wherever they are kept, and left out whenever they come again."""
