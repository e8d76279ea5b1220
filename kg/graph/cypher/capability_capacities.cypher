// Returns the capacity of capabilities, and what of it is free.
UNWIND $ids AS id
MATCH (c:Capability {id: id})
RETURN id, c.capacityAmount AS amount, c.capacityUnit AS unit, c.capacityPeriod AS period,
       c.freeAmount AS free, c.freeFrom AS freeFrom
LIMIT $limit
