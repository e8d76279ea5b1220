"""Drop folders: what people put there is loaded once, and put away."""
