// Returns nothing; adds feedback, or replaces what it says.
UNWIND $rows AS row
MERGE (f:Feedback {id: row.id})
SET f = row
