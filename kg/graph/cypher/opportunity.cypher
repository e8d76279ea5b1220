// Returns one opportunity with its customer.
MATCH (p:Opportunity {id: $id})
OPTIONAL MATCH (p)-[:ISSUED_BY]->(o:Organisation)
RETURN p.id AS id, p.title AS title, p.text AS text, p.offeringKind AS offeringKind,
       p.confidentiality AS confidentiality, p.regionCode AS region, p.startsOn AS startsOn,
       p.endsOn AS endsOn, p.quantity AS quantity, p.unit AS unit, o.id AS customer,
       o.name AS customerName
LIMIT 1
