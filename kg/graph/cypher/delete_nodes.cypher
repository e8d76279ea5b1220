// Returns nothing; removes nodes that no record supports any more.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
DETACH DELETE n
