// Returns every judgement on the organisations with the given ids, withdrawn ones too.
UNWIND $ids AS id
MATCH (j:Judgement {leftId: id})
RETURN properties(j) AS properties
LIMIT 1000000
UNION
UNWIND $ids AS id
MATCH (j:Judgement {rightId: id})
RETURN properties(j) AS properties
LIMIT 1000000
