"""Knowledge graph and semantic search service for virtual business clusters."""
