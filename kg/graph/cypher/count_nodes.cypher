// Returns how many nodes bear each set of labels, and how many of them rest on source records.
// whole: they are counted, to be compared with what was there before.
MATCH (n)
RETURN labels(n) AS labels, count(*) AS nodes, count(n.records) AS supported
LIMIT 100000
