"""Other teams than the best: some that really differ, each the cheapest of those that do."""
