// Returns nothing; adds derived competency links or renews them; what a source states stays.
// product: both ends are found by a unique key, so it has one row.
UNWIND $rows AS row
MATCH (c:Capability {id: row.capability})
MATCH (k:Competency {id: row.competency})
MERGE (c)-[r:OF]->(k)
ON CREATE SET r.isDerived = true
WITH r, row
WHERE r.isDerived
SET r.confidence = row.confidence
