// Returns every pair of organisations that work or worked together.
// whole: the read model is built from all of them.
MATCH (a:Organisation)-[r:COOPERATES_WITH|EXCHANGES_KNOWLEDGE_WITH|PROCURES_WITH|RESEARCHES_WITH|SHARES_RESOURCE_WITH|SUBCONTRACTS_TO|SUPPLIES]->(b:Organisation)
WHERE a.retiredOn IS NULL AND b.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN DISTINCT a.id AS organisation, b.id AS partner
LIMIT 100000000
