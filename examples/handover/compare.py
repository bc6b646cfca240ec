#!/usr/bin/env python3
"""Compares the primary customers that an engine derived with custmap's own, pair by pair.

usage: compare.py CUSTMAP.csv DERIVED

CUSTMAP.csv is written by `custmap export MAP -o CUSTMAP.csv`; DERIVED is what duckdb.sql or spark.py wrote, a file or a
folder of them. Says that they are equal, or tells the first differences and ends with 1.
"""

import csv
import sys
from pathlib import Path

COLUMNS = ["unit_id", "customer_id", "reach", "steps", "broad_steps", "shared_with"]
SHOWN = 10


def rows(path):
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        with open(file, encoding="utf-8", newline="") as text:
            yield from csv.DictReader(text)


def pairs(path):
    """For each unit and party how the one reaches the other."""
    found = {}
    for row in rows(Path(path)):
        if row.get("rank", "primary") == "primary":
            unit, party, *how = (sys.intern(row[column]) for column in COLUMNS)
            if (unit, party) in found:
                sys.exit(f"{path}: {unit} and {party} stand there twice")
            found[unit, party] = tuple(how)
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    expected, derived = map(pairs, sys.argv[1:])
    wrong = [pair for pair in expected.keys() | derived.keys() if expected.get(pair) != derived.get(pair)]
    for unit, party in sorted(wrong)[:SHOWN]:
        says = [", ".join(filter(None, one.get((unit, party), ["nothing"]))) for one in (expected, derived)]
        print(f"{unit} and {party}: {says[0]} by custmap, {says[1]} by the engine")
    if wrong:
        sys.exit(f"{len(wrong)} of {len(expected.keys() | derived.keys())} pairs differ")
    print(f"equal: {len(expected)} pairs")


if __name__ == "__main__":
    main()
