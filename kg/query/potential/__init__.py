"""Links between regions that could be: what one lacks and another is specialised in."""
