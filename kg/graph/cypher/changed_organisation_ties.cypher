// Returns the pairs of organisations that work or worked together, of which one has a given id.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[r:COOPERATES_WITH|EXCHANGES_KNOWLEDGE_WITH|PROCURES_WITH|RESEARCHES_WITH|SHARES_RESOURCE_WITH|SUBCONTRACTS_TO|SUPPLIES]-(p:Organisation)
WHERE o.retiredOn IS NULL AND p.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN DISTINCT o.id AS organisation, p.id AS partner
LIMIT 100000000
