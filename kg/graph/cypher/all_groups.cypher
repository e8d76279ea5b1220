// Returns every node of a class that organisations take part in, with its name and its days.
// whole: the network columns are built from all of them.
MATCH (g:__LABEL__)
WHERE g.retiredOn IS NULL
RETURN g.id AS id, coalesce(g.acronym, g.name, g.title, g.id) AS name, labels(g) AS labels,
       g.startsOn AS startsOn, g.endsOn AS endsOn
LIMIT 100000000
