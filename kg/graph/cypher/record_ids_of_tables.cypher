// Returns the ids of all records of some tables, whatever became of them.
// whole: a person is looked for in everything that was ever loaded, which is done seldom.
MATCH (r:SourceRecord)
WHERE r.tableName IN $whole OR (r.tableName IN $named AND r.key CONTAINS $name)
RETURN r.id AS id
LIMIT 100000000
