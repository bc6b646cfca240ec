"""Compares what custmap derives with the second derivation (derive.py, findings.py) on random organisations (generate.py).

    check.py BINARY                                        about a minute of random maps
    check.py BINARY --within --impact --findings           with all that can be compared
    check.py BINARY --seeds 1-2000 --seconds 900 --most 5  these seeds, up to five differences

Exits with 1 on any difference, and prints it with its map reduced to what is needed: the place, what SPEC demands, and what
custmap prints.
"""

import argparse
import collections
import csv
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from derive import Derivation
from findings import CODES, Findings
from generate import TODAY, generate
from mapfile import Map, MapError
from reduce import reduced

LISTS = ["primary", "rejected", "secondary", "funders_served", "payers"]
EVERY = 25  # one map of so many is a middling one


@dataclass
class Difference:
    """One row or value: where it belongs, what SPEC demands, what custmap prints."""

    where: str
    expected: object
    got: object

    def __str__(self):
        expected, got = (json.dumps(value, ensure_ascii=False) for value in (self.expected, self.got))
        return f"{self.where}\n  SPEC:    {expected}\n  custmap: {got}"


class Refused(Exception):
    """A map that custmap does not take."""


class Binary:
    def __init__(self, path, folder):
        self.path, self.file = os.path.abspath(path), os.path.join(folder, "map.yaml")

    def run(self, text, command, *arguments):
        """The JSON of `command MAP arguments` on the map of a text."""
        return json.loads(self.printed(text, command, *arguments, "--format", "json"))

    def rows(self, text, *arguments):
        """The rows of `export MAP arguments --format csv` on the map of a text."""
        printed = self.printed(text, "export", *arguments, "--format", "csv")
        return list(csv.DictReader(io.StringIO(printed, newline="")))

    def printed(self, text, command, *arguments):
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(text)
        whole = [self.path, command, self.file, *arguments, "--quiet"]
        done = subprocess.run(whole, capture_output=True, encoding="utf-8", timeout=120)
        if done.returncode not in (0, 1) or not done.stdout:
            raise Refused(f"custmap {command} {' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
        return done.stdout


# ---- comparison


def same(expected, got):
    """Whether a value is as expected: of mappings only the expected keys, of numbers 4 decimals (SPEC 5)."""
    if is_number(expected) and is_number(got):
        return abs(expected - got) <= 1e-4 + 1e-9 * abs(expected)
    if isinstance(expected, dict) and isinstance(got, dict):
        return all(key in got and same(expected[key], got[key]) for key in expected)
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    return expected == got


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def rows_differ(where, expected, got, key="id", in_order=True):
    """The differences of two lists of rows: the rows, then their order."""
    if got is None:
        yield Difference(where, expected, None)
        return
    wanted, found = ({row[key]: row for row in rows} for rows in (expected, got))
    for name in sorted(wanted | found):
        if not same(wanted.get(name), found.get(name)):
            yield Difference(f"{where}: {name}", *unlike(wanted.get(name), found.get(name)))
    if in_order and sorted(wanted) == sorted(found) and list(wanted) != list(found):
        yield Difference(f"{where}: order", list(wanted), list(found))


def unlike(expected, got):
    """Of two rows only what is not the same."""
    if expected is None or got is None:
        return expected, got
    keys = [key for key in expected if not same(expected[key], got.get(key))]
    return tuple({key: row.get(key, "no such key") for key in keys} for row in (expected, got))


def export_differs(expected, got):
    ids = [[unit["id"] for unit in answer["units"]] for answer in (expected, got)]
    if ids[0] != ids[1]:
        yield Difference("units", *ids)
        return
    for unit, other in zip(expected["units"], got["units"]):
        for name in LISTS:
            yield from rows_differ(f"{unit['id']} {name}", unit[name], other.get(name))
    yield from services_differ(expected["services"], got.get("services", []))
    parties = [party for party in got["parties"] if party["id"] in {row["id"] for row in expected["parties"]}]
    yield from rows_differ("party", expected["parties"], parties, in_order=False)


def services_differ(expected, got):
    """The active services: their order, providers, relationships and payers."""
    active = [service for service in got if service.get("status") == "active"]
    ids = [[service["id"] for service in services] for services in (expected, active)]
    if ids[0] != ids[1]:
        yield Difference("services", *ids)
    found = {service["id"]: service for service in got}
    for service in expected:
        providers = found.get(service["id"], {}).get("provided_by")
        if providers != service["provided_by"]:
            yield Difference(f"{service['id']} provided_by", service["provided_by"], providers)
        for key, of in (("serves", "to"), ("paid_by", "from")):
            other = found.get(service["id"], {}).get(key)
            yield from rows_differ(f"{service['id']} {key}", service[key], other, of, in_order=False)


def csv_differs(expected, got):
    """The rows of the CSV: what SPEC 5 says of each column, from the expected answer."""
    paid = {
        service["id"]: {row["from"] for row in service["paid_by"] if row["basis"] != "assumed"}
        for service in expected["services"]
    }
    rows = [row for unit in expected["units"] for row in csv_rows(unit, paid)]
    for number, (row, other) in enumerate(itertools.zip_longest(rows, got), 1):
        if row is None or other is None or not all(same_cell(row[key], other.get(key)) for key in row):
            yield Difference(f"CSV row {number}", row, other)
            return


def csv_rows(unit, paid):
    for rank, key in (("primary", "primary"), ("secondary", "secondary"), ("funder", "funders_served")):
        for row in unit[key]:
            shared = row.get("reach") == "shared"
            yield {
                "unit_id": unit["id"],
                "unit": unit["name"],
                "unit_kind": unit["kind"],
                "rank": rank,
                "customer_id": row["id"],
                "customer": row["name"],
                "customer_kind": row["kind"],
                "reach": row.get("reach", "direct"),
                "certainty": row.get("certainty", "weak" if shared else "declared"),
                "steps": row.get("steps"),
                "broad_steps": row.get("broad_steps"),
                "through": ";".join(row.get("through", [])),
                "shared_with": row.get("shared_with"),
                "services": ";".join(row["services"]),
                "paid_by": ";".join(sorted(set().union(*(paid[service] for service in row["services"])))),
                "satisfaction": row["satisfaction"],
            }


def same_cell(expected, got):
    """Whether a cell is as expected: empty where nothing is known."""
    if is_number(expected):
        return bool(got) and same(expected, float(got))
    return (expected or "") == got


def impact_differs(expected, got):
    for key, value in expected.items():
        where = f"impact of {expected['of']}: {key}"
        if key in ("services", "hit", "payers", "exposed"):
            yield from rows_differ(where, value, got.get(key))
        elif not same(value, got.get(key)):
            yield Difference(where, value, got.get(key))


class Check:
    """What is compared on one map."""

    def __init__(self, binary, options):
        self.binary, self.options = binary, options
        self.seen = collections.Counter()  # in how many maps each finding is

    def first(self, text):
        """The first difference on a map that is not to be skipped, or none."""
        skipped = self.options.skip or ()
        differences = (d for d in self.differences(text) if not any(word in d.where for word in skipped))
        return next(differences, None)

    def differences(self, text):
        made = Map(text)
        whole = Derivation(made)
        expected = whole.export()
        yield from export_differs(expected, self.binary.run(text, "export"))
        yield from csv_differs(expected, self.binary.rows(text))
        if self.options.within:
            yield from self.within(text, made)
        if self.options.impact:
            yield from self.impact(text, made, whole)
        if self.options.findings:
            yield from self.findings(text, made)

    def within(self, text, made):
        for department in sample([unit.id for unit in made.units.values() if unit.kind == "department"]):
            expected, within = Derivation(made, department).export(), ("--within", department)
            differences = itertools.chain(
                export_differs(expected, self.binary.run(text, "export", *within)),
                csv_differs(expected, self.binary.rows(text, *within)),
            )
            for difference in differences:
                difference.where = f"within {department}: {difference.where}"
                yield difference

    def impact(self, text, made, whole):
        for what in sample(list(made.units)) + sample([s.id for s in made.services.values() if s.active]):
            yield from impact_differs(whole.impact(what), self.binary.run(text, "impact", what))

    def findings(self, text, made):
        """How often each finding is there, in the whole and in departments."""
        second = Findings(made, TODAY)
        self.seen.update({code for code, *_ in second.all()})
        yield from self.counted("finding", second.all(), text)
        if self.options.within:
            for department in sample([unit.id for unit in made.units.values() if unit.kind == "department"]):
                where = f"within {department}: finding"
                yield from self.counted(where, second.all(department), text, "--within", department)

    def counted(self, where, found, text, *arguments):
        answer = self.binary.run(text, "check", "--today", TODAY, *arguments)
        rows = [(row["code"], row["severity"], row["subject"]) for row in answer["findings"]]
        expected, got = collections.Counter(found), collections.Counter(rows)
        for finding in sorted(expected.keys() | got.keys(), key=str):
            if expected[finding] != got[finding]:
                yield Difference(f"{where} {' '.join(map(str, finding))}", expected[finding], got[finding])


def sample(things):
    """All of a few, and 4 of many, evenly: a middling map would take minutes otherwise."""
    return things[:: max(1, len(things) // 4) if len(things) > 12 else 1]


# ---- the run


def differs(check, text):
    """Whether there is a difference on a reduced map; one that either side refuses has none."""
    try:
        return check.first(text) is not None
    except (MapError, Refused, KeyError, AttributeError, TypeError, ValueError):
        return False


def report(check, seed, text, difference):
    small = reduced(text, lambda smaller: differs(check, smaller))
    print(f"seed {seed}, reduced:\n\n{small}\n{check.first(small) or difference}\n", flush=True)
    if check.options.keep:
        with open(os.path.join(check.options.keep, f"{seed}.yaml"), "w", encoding="utf-8") as file:
            file.write(small)


def holds(check, seed, text):
    """Whether both sides agree on a map."""
    try:
        difference = check.first(text)
    except Refused as refusal:
        print(f"seed {seed}: {str(refusal)[:2000]}", flush=True)
        return False
    if difference:
        report(check, seed, text, difference)
    return difference is None


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--seeds", metavar="A-B", default="1-1000000", help="the seeds of the maps")
    parser.add_argument("--seconds", type=float, default=60, help="start no map after so long (default 60)")
    parser.add_argument("--within", action="store_true", help="also departments as organisations of their own")
    parser.add_argument("--impact", action="store_true", help="also what is hit if something fails")
    parser.add_argument("--findings", action="store_true", help="also the findings of part 4")
    parser.add_argument("--most", type=int, default=1, help="stop after so many maps with a difference (default 1)")
    parser.add_argument("--keep", metavar="FOLDER", help="where to keep the reduced maps")
    parser.add_argument("--small", action="store_true", help="small maps only")
    parser.add_argument("--skip", action="append", metavar="WORD", help="leave out differences at such a place")
    return parser.parse_args()


def main():
    options = parse()
    first, last = map(int, options.seeds.split("-"))
    end, failures, seed = time.monotonic() + options.seconds, 0, first
    with tempfile.TemporaryDirectory() as folder:
        check = Check(Binary(options.binary, folder), options)
        while seed <= last and time.monotonic() < end and failures < options.most:
            failures += not holds(check, seed, generate(seed, seed % EVERY == 0 and not options.small))
            seed += 1
    print(f"{seed - first} maps, {failures} with differences")
    if options.findings:
        never = [code for code in CODES if not check.seen[code]]
        print(f"{len(CODES) - len(never)} of {len(CODES)} findings seen" + "".join(f", never {code}" for code in never))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
