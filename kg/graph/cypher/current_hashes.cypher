// Returns the slot, record id and hash of the current records of the given slots.
UNWIND $slots AS slot
MATCH (r:SourceRecord {slot: slot})
RETURN slot, r.id AS id, r.hash AS hash
LIMIT $limit
