// Returns nothing; removes derived competency links; what a source states stays.
UNWIND $pairs AS pair
MATCH (c:Capability {id: pair[0]})-[r:OF]->(k:Competency {id: pair[1]})
WHERE r.isDerived
DELETE r
