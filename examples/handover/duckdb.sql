-- Primary customers of every unit, derived by DuckDB (1.5 or later) from what custmap hands over.
--
--   custmap export MAP --format parquet -o network
--   cd network && duckdb < ../examples/handover/duckdb.sql
--
-- It reads nodes.parquet and edges.parquet and writes primary.csv, all in the folder where it runs.

CREATE TABLE node AS SELECT id, kind, status FROM 'nodes.parquet';
CREATE TABLE edge AS SELECT source, target, kind FROM 'edges.parquet';

CREATE TABLE unit AS SELECT id FROM node WHERE kind IN ('department', 'person');
CREATE TABLE part_of AS
    SELECT source AS unit, target AS department FROM edge SEMI JOIN unit ON unit.id = target WHERE kind = 'part_of';
CREATE TABLE provides AS
    SELECT source AS unit, target AS service FROM edge SEMI JOIN unit ON unit.id = source WHERE kind = 'provides';
-- Chains end at these, and run on only through these.
CREATE TABLE party AS SELECT id FROM node WHERE kind IN ('beneficiary', 'payer') AND status = 'active';

-- What costs a step: a service serves somebody, or a party passes on to another.
CREATE TABLE step AS SELECT source, target FROM edge WHERE kind IN ('serves', 'reaches');
CREATE TABLE recipient AS SELECT DISTINCT target AS id FROM step;

-- The units that a recipient holds with all that is theirs: a department its parts, a person whom they lead.
CREATE TABLE holds AS
WITH RECURSIVE
    belongs(holder, unit) AS (
        SELECT department, unit FROM part_of
        UNION ALL
        SELECT source, target FROM edge WHERE kind = 'leads'
    ),
    holds(recipient, unit) AS (
        SELECT id, id FROM recipient SEMI JOIN unit USING (id)
        UNION
        SELECT target, source FROM edge SEMI JOIN recipient ON recipient.id = target WHERE kind = 'member_of'
        UNION
        SELECT recipient.id, unit.id FROM recipient, unit WHERE recipient.id = 'everyone'
        UNION
        SELECT holds.recipient, belongs.unit FROM holds JOIN belongs ON belongs.holder = holds.unit
    )
FROM holds;

-- What a recipient puts to work: services of what it holds, those that the department of a person itself provides,
-- and those of a department that is in a group without all its parts. A service and a party go on as themselves.
CREATE TABLE works AS
WITH own AS (
    FROM holds
    UNION
    SELECT recipient, department
    FROM holds JOIN part_of USING (unit) JOIN node ON node.id = unit AND node.kind = 'person'
    UNION
    SELECT target, source FROM edge SEMI JOIN recipient ON recipient.id = target WHERE kind = 'partly_member_of'
)
SELECT recipient, service AS uses FROM own JOIN provides USING (unit)
UNION
SELECT id, id FROM recipient SEMI JOIN node ON node.id = recipient.id AND node.kind = 'service'
UNION
SELECT id, id FROM party;

-- A step to everyone or to a group is broad where at least half of all services of units stand behind it.
CREATE TABLE broad AS
SELECT recipient
FROM works JOIN node ON node.id = recipient AND node.kind = 'group'
GROUP BY recipient
HAVING 2 * count(*) >= (SELECT count(DISTINCT service) FROM provides);

-- One number holds the broad steps and the steps of a chain, so that fewer broad steps come first.
CREATE MACRO a_broad_step() AS 1_000_000_000;

-- The least chain from every service to every party, backwards from the party.
CREATE TABLE chain AS
WITH RECURSIVE chain(source, party, cost) USING KEY (source, party) AS (
    SELECT id, id, 0::BIGINT FROM party
    UNION ALL
    SELECT step.source, near.party, min(near.cost) AS cost
    FROM (
        SELECT recipient, party, min(cost) + 1 + if(broad.recipient IS NULL, 0, a_broad_step()) AS cost
        FROM chain JOIN works ON works.uses = chain.source LEFT JOIN broad USING (recipient)
        GROUP BY works.recipient, broad.recipient, party
    ) AS near
    JOIN step ON step.target = near.recipient
    LEFT JOIN recurring.chain AS known ON known.source = step.source AND known.party = near.party
    WHERE known.cost IS NULL OR near.cost < known.cost
    GROUP BY step.source, near.party
)
FROM chain;

-- Every unit with the departments around it, itself at distance 0.
CREATE TABLE around AS
WITH RECURSIVE around(unit, whole, distance) AS (
    SELECT id, id, 0 FROM unit
    UNION ALL
    SELECT around.unit, department, distance + 1 FROM around JOIN part_of ON part_of.unit = whole
)
FROM around;

-- The least chain of a unit begins with any service of it or of its parts.
CREATE TABLE reached AS
SELECT whole AS unit, party, min(cost) AS cost
FROM chain JOIN provides ON provides.service = chain.source JOIN around USING (unit)
GROUP BY ALL;

-- Whom a unit doesn't reach, but some service of the organisation does, it shares with a department that it leads
-- (the smallest id first), else with the nearest around it that does.
CREATE TABLE shared AS
WITH
    candidate AS (
        SELECT source AS unit, target AS whole, (0, 0, target) AS rank FROM edge WHERE kind = 'leads'
        UNION ALL
        SELECT unit, whole, (1, distance, whole) FROM around
    ),
    outside AS (SELECT DISTINCT party FROM chain SEMI JOIN node ON node.id = chain.source AND node.kind = 'service'),
    everybody AS (SELECT id AS unit, party FROM unit, outside),
    missing AS (FROM everybody ANTI JOIN reached USING (unit, party))
SELECT missing.unit, missing.party,
    coalesce(arg_min(whole, rank) FILTER (cost IS NOT NULL), (SELECT id FROM node WHERE kind = 'organisation'))
        AS shared_with
FROM missing JOIN candidate USING (unit) LEFT JOIN reached ON reached.unit = whole AND reached.party = missing.party
GROUP BY missing.unit, missing.party;

COPY (
    SELECT unit AS unit_id, party AS customer_id,
        CASE WHEN cost = 1 THEN 'direct' WHEN cost < a_broad_step() THEN 'through' ELSE 'broad' END AS reach,
        cost % a_broad_step() AS steps, cost // a_broad_step() AS broad_steps, NULL AS shared_with
    FROM reached
    UNION ALL
    SELECT unit, party, 'shared', NULL, NULL, shared_with FROM shared
    ORDER BY unit_id, customer_id
) TO 'primary.csv' (HEADER);
