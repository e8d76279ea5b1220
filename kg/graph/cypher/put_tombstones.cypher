// Returns nothing; adds tombstones, or replaces what they say.
UNWIND $rows AS row
MERGE (t:Tombstone {id: row.id})
SET t = row
