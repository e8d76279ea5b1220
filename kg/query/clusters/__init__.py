"""Clusters: groups that network on two drivers or more, found, examined and compared."""
