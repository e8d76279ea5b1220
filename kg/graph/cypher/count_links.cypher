// Returns how many relationships of each type there are, and on what they rest.
// whole: they are counted, to be compared with what was there before.
MATCH ()-[r]->()
RETURN type(r) AS type, count(*) AS links, count(r.records) AS supported,
       count(r.isDerived) AS derived
LIMIT 100000
