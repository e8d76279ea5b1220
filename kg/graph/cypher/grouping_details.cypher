// Returns every group of organisations with what is stated of it.
// whole: there are few groups, and each is compared with the others.
MATCH (g:Grouping)
WHERE g.retiredOn IS NULL
RETURN g.id AS id, g.clusterType AS type, g.model AS model, g.purpose AS purpose,
       g.activity AS activities, g.openness AS openness, g.geographyStrength AS geography,
       g.sectorStrength AS sector, g.horizontalStrength AS horizontal,
       g.verticalStrength AS vertical
ORDER BY id
LIMIT $limit
