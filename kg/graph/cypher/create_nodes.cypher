// Returns nothing; adds nodes that do not exist yet.
UNWIND $rows AS row
CREATE (n:__LABELS__)
SET n = row
