"""Every pair by a recursive query of DuckDB, from the customers back."""

import duckdb

import customers

QUERY = """
with recursive reaches(node, customer) as (
    select id, id from range($first, $count) as parties(id)
    union
    select edges.source, reaches.customer from reaches join edges on edges.target = reaches.node
)
select count(*) from reaches where node < $departments
"""


def load(path, _nodes):
    database = duckdb.connect()
    columns = {"source": "INTEGER", "target": "INTEGER"}
    edges = database.read_csv(path, sep=" ", header=False, columns=columns)
    edges.create("edges")
    return database


def derive(database, nodes):
    departments, first, count = nodes
    names = {"departments": departments, "first": first, "count": count}
    return database.execute(QUERY, names).fetchone()[0]


customers.measure(load, derive)
