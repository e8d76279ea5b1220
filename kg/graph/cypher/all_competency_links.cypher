// Returns every pair of a capability and a competency; the confidence is null where it is stated.
// whole: what stands is compared with what was found.
MATCH (c:Capability)-[r:OF]->(k:Competency)
RETURN c.id AS capability, k.id AS competency,
       CASE WHEN r.isDerived THEN r.confidence END AS confidence
LIMIT 100000000
