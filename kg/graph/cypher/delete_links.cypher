// Returns nothing; removes relationships that no record supports any more.
UNWIND $pairs AS pair
MATCH (a:__START__ {id: pair[0]})-[r:__TYPE__]->(b:__END__ {id: pair[1]})
DELETE r
