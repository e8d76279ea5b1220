// Returns every judgement, withdrawn ones too.
// whole: a list, a backup and an export hold all of them.
MATCH (j:Judgement)
RETURN properties(j) AS properties
LIMIT 100000000
