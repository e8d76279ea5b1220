"""The life cycle of virtual enterprises: formed for an opportunity, and closed with experience."""
