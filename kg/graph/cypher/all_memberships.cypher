// Returns every organisation with what it takes part in, its role there, days and share of money.
// whole: the network columns are built from all of them.
MATCH (o:Organisation)-[r:__TYPE__]->(g:__END__)
WHERE r.retiredOn IS NULL AND o.retiredOn IS NULL AND g.retiredOn IS NULL
RETURN o.id AS organisation, g.id AS group, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.role AS role, r.contribution AS amount
LIMIT 100000000
