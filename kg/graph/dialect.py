"""The few things in which the engines differ."""

# Plan operators that read all nodes of a label, or all nodes: a statement that has one must say
# why with a comment `// whole:`.
SCANS = ("NodeByLabelScan", "AllNodesScan", "FullScan")
# A plan operator that pairs rows without a relationship: likewise with `// product:`.
PRODUCTS = ("CartesianProduct",)

# Both run it, but the embedded engine explains no plan of it. (A command: it takes no LIMIT alone.)
DATABASES = "SHOW DATABASES YIELD name, access RETURN name, access LIMIT 1000"
