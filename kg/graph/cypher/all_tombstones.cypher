// Returns every tombstone: a person who was forgotten.
// whole: they are few, and all of them are asked at each load.
MATCH (t:Tombstone)
RETURN t.id AS id, t.forgottenOn AS forgottenOn, t.keyMark AS keyMark, t.marks AS marks,
       t.isErasing AS isErasing
LIMIT 1000000
