// Returns nothing; adds judgements.
UNWIND $rows AS row
CREATE (j:Judgement)
SET j = row
