// Returns nothing; takes sealed values out of a copy of the graph that queries may read.
// whole: any node may have them.
MATCH (n)
WHERE n.sealed IS NOT NULL
REMOVE n.sealed
