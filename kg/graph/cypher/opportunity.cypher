// Returns one opportunity with its customer.
MATCH (p:Opportunity {id: $id})
WHERE p.retiredOn IS NULL
OPTIONAL MATCH (p)-[r:ISSUED_BY]->(o:Organisation)
WHERE r.retiredOn IS NULL
RETURN p.id AS id, p.title AS title, p.text AS text, p.offeringKind AS offeringKind,
       p.confidentiality AS confidentiality, p.regionCode AS region, p.startsOn AS startsOn,
       p.endsOn AS endsOn, p.quantity AS quantity, p.unit AS unit, o.id AS customer,
       o.name AS customerName
LIMIT 1
