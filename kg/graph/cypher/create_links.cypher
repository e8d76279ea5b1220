// Returns nothing; adds relationships that do not exist yet.
// product: both ends are found by a unique key, so it has one row.
UNWIND $rows AS row
MATCH (a:__START__ {id: row.start})
MATCH (b:__END__ {id: row.end})
CREATE (a)-[r:__TYPE__]->(b)
SET r = row.properties
