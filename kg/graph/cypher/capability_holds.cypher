// Returns what is held of the capacity of capabilities, until when, and for which opportunity.
UNWIND $ids AS id
MATCH (c:Capability {id: id})-[b:RESERVED_BY]->(h:Hold)-[f:HELD_FOR]->(p:Opportunity)
WHERE b.retiredOn IS NULL AND h.retiredOn IS NULL AND f.retiredOn IS NULL AND p.retiredOn IS NULL
RETURN id, h.id AS hold, h.heldAmount AS amount, h.capacityUnit AS unit,
       h.capacityPeriod AS period, h.heldUntil AS heldUntil, p.id AS opportunity
ORDER BY id, hold
LIMIT $limit
