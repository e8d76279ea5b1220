"""The service: the same answers as the command line, over HTTP, and pages for brokers."""
