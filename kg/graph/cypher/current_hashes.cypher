// Returns the current records of the given slots: id, hash, and whether each is retired.
UNWIND $slots AS slot
MATCH (r:SourceRecord {slot: slot})
RETURN slot, r.id AS id, r.hash AS hash, r.retiredIn IS NOT NULL AS isRetired
LIMIT $limit
