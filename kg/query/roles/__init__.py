"""Roles in the network of regions or organisations: bridges, core and periphery, cohesion."""
