// Returns the loads of which an undo began and never ended.
// whole: loads are few, and those that are undone are fewer.
MATCH (l:Load {state: 'undoing'})
RETURN l.id AS id
ORDER BY id
LIMIT 1000
