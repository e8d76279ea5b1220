// Returns the pairs of ids that were judged to be one organisation.
// whole: of judgements in force all that merge are wanted, to resolve references.
MATCH (j:Judgement)
WHERE j.pair IS NOT NULL AND j.judgementKind = 'same'
RETURN j.leftId AS left, j.rightId AS right
LIMIT 100000000
