// Returns pairs of the given organisations that compete, with the competencies in which they do.
UNWIND $ids AS id
MATCH (a:Organisation {id: id})-[c:COMPETES_WITH]->(b:Organisation)
WHERE b.id IN $ids AND c.retiredOn IS NULL
RETURN a.id AS one, b.id AS other, c.competency AS competencies, c.startsOn AS startsOn,
       c.endsOn AS endsOn
ORDER BY one, other
LIMIT $limit
