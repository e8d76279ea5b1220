// Returns nothing; gives the derived capabilities of projects the projects' text and size.
UNWIND $projects AS id
MATCH (p:Project {id: id})<-[:REFERS_TO]-(:Evidence)<-[:EVIDENCED_BY]-(c:Capability {status: 'derived'})
WITH p, collect(DISTINCT c) AS capabilities
UNWIND capabilities AS c
SET c.text = p.title + coalesce('. ' + p.topicDescription, '') + coalesce('. ' + p.objective, ''),
    c.recordedOn = p.endsOn,
    c.consortiumSize = CASE WHEN p.participants > size(capabilities)
                            THEN p.participants ELSE size(capabilities) END
