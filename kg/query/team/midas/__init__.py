"""Holds a team to the principles of Midas, and to the rules of the cluster that it comes from."""
