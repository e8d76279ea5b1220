// Returns the ids of nodes that a source states together with others.
// whole: any node may be stated by several.
MATCH (n:__ROOT__)
WHERE any(r IN n.records WHERE r STARTS WITH $prefix)
  AND any(r IN n.records WHERE NOT r STARTS WITH $prefix)
RETURN n.id AS id
LIMIT 100000000
