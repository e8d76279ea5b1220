// Returns nothing; notes that judgements were taken back; they are kept as history.
UNWIND $rows AS row
MATCH (j:Judgement {id: row.id})
SET j.pair = null, j.withdrawnBy = row.withdrawnBy, j.withdrawnAt = row.withdrawnAt
