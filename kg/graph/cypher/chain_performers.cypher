// Returns who performs the stages of the given value chains, with the dates of doing so.
UNWIND $ids AS id
MATCH (c:ValueChain {id: id})<-[t:STAGE_OF]-(s:Stage)<-[p:PERFORMS]-(o:Organisation)
WHERE t.retiredOn IS NULL AND s.retiredOn IS NULL AND p.retiredOn IS NULL AND o.retiredOn IS NULL
RETURN DISTINCT s.id AS stage, o.id AS organisation, p.startsOn AS startsOn, p.endsOn AS endsOn
ORDER BY stage, organisation
LIMIT $limit
