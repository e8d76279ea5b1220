// Returns nothing; takes a label from existing nodes.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
REMOVE n:__LABEL__
