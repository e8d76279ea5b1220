"""The read model: an immutable, columnar copy of what matching needs, memory-mapped from disk.

It can be deleted at any time; it is built again from the graph.
"""
