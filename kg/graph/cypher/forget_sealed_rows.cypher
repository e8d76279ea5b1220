// Returns nothing; takes rows with sealed values out of a copy of the graph that queries may read.
// whole: a record's values are one text without an index.
MATCH (r:SourceRecord)
WHERE r.values CONTAINS '"sealed"'
REMOVE r.values
