// Returns nothing; gives the derived capabilities of projects the projects' text and size.
UNWIND $projects AS id
MATCH (p:Project {id: id})<-[:REFERS_TO]-(:Evidence)<-[:EVIDENCED_BY]-(c:Capability {status: 'derived'})
WITH p, collect(DISTINCT c) AS capabilities
WITH p, capabilities, size([c IN capabilities WHERE c.retiredOn IS NULL]) AS partners
UNWIND capabilities AS c
SET c.text = p.title + coalesce('. ' + p.topicDescription, '') + coalesce('. ' + p.objective, ''),
    c.recordedOn = p.endsOn,
    c.consortiumSize = CASE WHEN p.participants > partners THEN p.participants ELSE partners END
