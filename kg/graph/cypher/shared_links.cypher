// Returns the ends of relationships of a type that a source states together with others.
// whole: any relationship may be stated by several.
MATCH (a:__START__)-[r:__TYPE__]->(b:__END__)
WHERE any(x IN r.records WHERE x STARTS WITH $prefix)
  AND any(x IN r.records WHERE NOT x STARTS WITH $prefix)
RETURN a.id AS start, b.id AS end
LIMIT 100000000
