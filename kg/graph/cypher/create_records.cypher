// Returns nothing; adds source records.
UNWIND $rows AS row
CREATE (r:SourceRecord)
SET r = row
