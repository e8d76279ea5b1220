// Returns nothing; notes that loads were cut off, once what they left undone is done.
UNWIND $ids AS id
MATCH (l:Load {id: id})
SET l.state = 'cut off'
