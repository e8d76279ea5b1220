"""What in the stored graph is doubtful or missing, each with its reason and its source."""
