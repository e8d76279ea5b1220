"""Member packages in any of the usual formats, each file as the same rows that a CSV file gives."""
