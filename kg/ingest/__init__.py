"""Files in, graph out: read, clean, check, compute canonical facts, load; nothing is lost."""
