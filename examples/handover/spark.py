#!/usr/bin/env python3
"""Primary customers of every unit, derived by Spark (4 or later) from what custmap hands over.

usage: spark-submit spark.py NETWORK OUT

  custmap export MAP --format parquet -o network
  spark-submit examples/handover/spark.py network primary

NETWORK is the folder with nodes.parquet and edges.parquet; OUT is a folder of CSV files that isn't there yet. The
tables are those of duckdb.sql, where each is explained. What that does by recursion is a loop here: each round goes on
from the rows that the last one found, and what it found is kept, so that a plan never grows with the rounds.
"""

import sys

from pyspark.sql import SparkSession

# One number holds the broad steps and the steps of a chain, so that fewer broad steps come first.
A_BROAD_STEP = 1_000_000_000

TABLES = {
    "unit": "SELECT id FROM node WHERE kind IN ('department', 'person')",
    "part_of": """
        SELECT source AS unit, target AS department
        FROM edge LEFT SEMI JOIN unit ON unit.id = target WHERE kind = 'part_of'""",
    "provides": """
        SELECT source AS unit, target AS service
        FROM edge LEFT SEMI JOIN unit ON unit.id = source WHERE kind = 'provides'""",
    "party": "SELECT id FROM node WHERE kind IN ('beneficiary', 'payer') AND status = 'active'",
    "step": "SELECT source, target FROM edge WHERE kind IN ('serves', 'reaches')",
    "recipient": "SELECT DISTINCT target AS id FROM step",
    "belongs": """
        SELECT department AS holder, unit FROM part_of
        UNION ALL
        SELECT source, target FROM edge WHERE kind = 'leads'""",
}

HOLDS = """
    SELECT id AS recipient, id AS unit FROM recipient LEFT SEMI JOIN unit USING (id)
    UNION
    SELECT target, source FROM edge LEFT SEMI JOIN recipient ON recipient.id = target WHERE kind = 'member_of'
    UNION
    SELECT recipient.id, unit.id FROM recipient CROSS JOIN unit WHERE recipient.id = 'everyone'"""

HOLDS_MORE = """
    SELECT DISTINCT new.recipient, belongs.unit
    FROM new JOIN belongs ON belongs.holder = new.unit
    LEFT ANTI JOIN holds ON holds.recipient = new.recipient AND holds.unit = belongs.unit"""

WORKS = {
    "own": """
        SELECT recipient, unit FROM holds
        UNION
        SELECT recipient, department
        FROM holds JOIN part_of USING (unit) JOIN node ON node.id = unit AND node.kind = 'person'
        UNION
        SELECT target, source FROM edge LEFT SEMI JOIN recipient ON recipient.id = target
        WHERE kind = 'partly_member_of'""",
    "works": """
        SELECT recipient, service AS uses FROM own JOIN provides USING (unit)
        UNION
        SELECT id, id FROM recipient LEFT SEMI JOIN node ON node.id = recipient.id AND node.kind = 'service'
        UNION
        SELECT id, id FROM party""",
    "broad": """
        SELECT recipient
        FROM works JOIN node ON node.id = recipient AND node.kind = 'group'
        GROUP BY recipient
        HAVING 2 * count(*) >= (SELECT count(DISTINCT service) FROM provides)""",
}

CHAIN = "SELECT id AS source, id AS party, 0L AS cost FROM party"

CHAIN_MORE = f"""
    SELECT better.source, better.party, better.cost
    FROM (
        SELECT step.source, near.party, min(near.cost) AS cost
        FROM (
            SELECT works.recipient, party,
                min(cost) + 1 + if(first(broad.recipient) IS NULL, 0L, {A_BROAD_STEP}L) AS cost
            FROM new JOIN works ON works.uses = new.source LEFT JOIN broad ON broad.recipient = works.recipient
            GROUP BY works.recipient, party
        ) AS near
        JOIN step ON step.target = near.recipient
        GROUP BY step.source, near.party
    ) AS better
    LEFT JOIN chain AS known ON known.source = better.source AND known.party = better.party
    WHERE known.cost IS NULL OR better.cost < known.cost"""

AROUND = "SELECT id AS unit, id AS whole, 0 AS distance FROM unit"

AROUND_MORE = """
    SELECT new.unit, department AS whole, distance + 1 AS distance FROM new JOIN part_of ON part_of.unit = whole"""

PRIMARY = {
    "reached": """
        SELECT whole AS unit, party, min(cost) AS cost
        FROM chain JOIN provides ON provides.service = chain.source JOIN around USING (unit)
        GROUP BY whole, party""",
    "missing": """
        SELECT unit.id AS unit, outside.party
        FROM unit CROSS JOIN (
            SELECT DISTINCT party
            FROM chain LEFT SEMI JOIN node ON node.id = chain.source AND node.kind = 'service'
        ) AS outside
        LEFT ANTI JOIN reached ON reached.unit = unit.id AND reached.party = outside.party""",
    "shared": """
        SELECT missing.unit, missing.party,
            coalesce(
                min_by(whole, distance) FILTER (WHERE cost IS NOT NULL),
                (SELECT first(id) FROM node WHERE kind = 'organisation')
            ) AS shared_with
        FROM missing JOIN around USING (unit)
        LEFT JOIN reached ON reached.unit = whole AND reached.party = missing.party
        GROUP BY missing.unit, missing.party""",
    "primary": f"""
        SELECT unit AS unit_id, party AS customer_id,
            CASE WHEN cost = 1 THEN 'direct' WHEN cost < {A_BROAD_STEP} THEN 'through' ELSE 'broad' END AS reach,
            cost % {A_BROAD_STEP} AS steps, cost DIV {A_BROAD_STEP} AS broad_steps, NULL AS shared_with
        FROM reached
        UNION ALL
        SELECT unit, party, 'shared', NULL, NULL, shared_with FROM shared""",
}


def main():
    network, out = sys.argv[1:]
    spark = SparkSession.builder.appName("custmap").getOrCreate()
    # Spark 4 stumbles over what it infers of a union that is kept ("key not found").
    spark.conf.set("spark.sql.constraintPropagation.enabled", "false")

    def keep(name, rows):
        """Computes a table, once, and gives it a name."""
        kept = rows.localCheckpoint()
        kept.createOrReplaceTempView(name)
        return kept

    def keep_all(tables):
        for name, query in tables.items():
            keep(name, spark.sql(query))

    def grow(name, first, more, key):
        """A table that grows until a round finds nothing new; a row takes the place of one with the same key."""
        table = keep(name, spark.sql(first))
        new = keep("new", table)
        while not new.isEmpty():
            new = keep("new", spark.sql(more))
            table = keep(name, table.join(new, key, "left_anti").union(new))

    for name in ["node", "edge"]:
        keep(name, spark.read.parquet(f"{network}/{name}s.parquet"))
    keep_all(TABLES)
    grow("holds", HOLDS, HOLDS_MORE, ["recipient", "unit"])
    keep_all(WORKS)
    grow("chain", CHAIN, CHAIN_MORE, ["source", "party"])
    grow("around", AROUND, AROUND_MORE, ["unit", "whole"])
    keep_all(PRIMARY)
    # As RFC 4180 has it, and every id as it is.
    exact = {"escape": '"', "ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    spark.table("primary").write.csv(out, header=True, **exact)


if __name__ == "__main__":
    main()
