// Returns nothing; gives existing nodes a further label.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
SET n:__LABEL__
