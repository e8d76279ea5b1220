// Constraints and indexes of the ontology of virtual clusters, for Neo4j 5.26 and later.
// Compiled by `kg ontology export --format cypher`. May run again without harm.

CREATE CONSTRAINT keeper_id IF NOT EXISTS FOR (n:Keeper) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT machine_id IF NOT EXISTS FOR (n:Machine) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT machine_serial IF NOT EXISTS FOR (n:Machine) REQUIRE n.serial IS UNIQUE;
CREATE INDEX machine_state IF NOT EXISTS FOR (n:Machine) ON (n.state);
