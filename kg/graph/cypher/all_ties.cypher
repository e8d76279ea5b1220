// Returns every relationship of a type between two organisations, with its days and its value.
// whole: the network columns are built from all of them.
MATCH (a:Organisation)-[r:__TYPE__]->(b:Organisation)
WHERE r.retiredOn IS NULL AND a.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN a.id AS start, b.id AS end, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.amount AS amount, r.currency AS currency, r.competency AS competencies
LIMIT 100000000
