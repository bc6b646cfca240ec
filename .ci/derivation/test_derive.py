"""Answers computed by hand from SPEC, against which derive.py is held. None of them was taken from what custmap prints."""

import os
import unittest

import satisfaction
from derive import Derivation
from findings import Findings
from mapfile import Map, MapError, Relationship, slug

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples")


def example(name):
    with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
        return Map(file.read())


def derived(text, within=None):
    """The units of a map by id, their rows by id."""
    return by_id(
        Derivation(Map(text), within).export()["units"],
        inner=("primary", "secondary", "payers", "funders_served"),
    )


def by_id(rows, inner=()):
    found = {row["id"]: row for row in rows}
    for row in found.values():
        for key in inner:
            row[key] = by_id(row[key])
    return found


def chain(row):
    return [(step["service"], step["to"]) for step in row["chain"]]


class Chains(unittest.TestCase):
    """SPEC 3.3 and 3.4."""

    @classmethod
    def setUpClass(cls):
        made = Derivation(example("xyz.yaml"))
        cls.it, cls.accounting = (by_id(made.primary(unit)[0]) for unit in ("it", "accounting"))

    def test_all_ways_that_tie_are_named_together(self):
        # Three chains of two steps, each funded: by Logistics, by Sales, and straight into the web shop.
        row = self.it["retail-buyers"]
        self.assertEqual(row["through"], ["logistics", "sales", "web-shop"])
        self.assertEqual(chain(row), [("order-system", "logistics"), ("delivery", "retail-buyers")])
        self.assertEqual(
            (row["reach"], row["certainty"], row["steps"], row["broad_steps"]), ("through", "inferred", 2, 0)
        )
        self.assertEqual(row["services"], ["order-system"])

    def test_a_funded_chain_goes_before_a_smaller_id(self):
        # By Accounting the office customers are sent a bill, for which nobody outside pays: not named.
        row = self.it["office-customers"]
        self.assertEqual(row["through"], ["logistics", "sales"])
        self.assertEqual(chain(row), [("order-system", "logistics"), ("delivery", "office-customers")])
        # Where all are unfunded the invoice has no rival that is better.
        self.assertEqual(self.it["tax-authority"]["through"], ["accounting"])

    def test_a_group_behind_which_all_services_are_is_broad(self):
        row = self.accounting["retail-buyers"]
        self.assertEqual((row["reach"], row["certainty"], row["steps"], row["broad_steps"]), ("broad", "weak", 2, 1))
        self.assertEqual(chain(row), [("management-reports", "managers"), ("delivery", "retail-buyers")])
        self.assertEqual(row["through"], ["managers"])

    def test_direct_rows_have_all_services_and_the_lowest_score(self):
        row = self.accounting["wholesale-partners"]
        self.assertEqual(
            (row["reach"], row["certainty"], row["services"], row["through"]),
            ("direct", "declared", ["invoicing"], []),
        )
        self.assertEqual(row["satisfaction"], 7.9)

    def test_half_of_the_services_is_broad_and_less_is_not(self):
        text = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
groups: [{id: g, name: G, members: [b, c]}]
services:
  - {id: for-g, name: 1, provided_by: a, serves: [g]}
  - {id: s1, name: 2, provided_by: b, serves: [x]}
  - {id: s2, name: 3, provided_by: c}
  - {id: s3, name: 4, provided_by: a}
  - {id: none, name: 6, provided_by: organisation}
beneficiaries: [{id: x, name: X}]
"""
        # 2 of the 4 services that units provide: half. The one of the organisation does not count.
        self.assertEqual(derived(text)["a"]["primary"]["x"]["broad_steps"], 1)
        fifth = text.replace("  - {id: none", "  - {id: s4, name: 5, provided_by: a}\n  - {id: none")
        self.assertEqual(derived(fifth)["a"]["primary"]["x"]["broad_steps"], 0)
        # Half of the services, but all by one unit.
        one = text.replace("provided_by: c", "provided_by: b")
        self.assertEqual(derived(one)["a"]["primary"]["x"]["broad_steps"], 0)
        # `for` takes one of two away: 1 of 4.
        restricted = text.replace("serves: [g]", "serves: [{to: g, for: [s1]}]")
        self.assertEqual(derived(restricted)["a"]["primary"]["x"]["broad_steps"], 0)

    def test_for_restricts_the_use(self):
        text = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - {id: books, name: Books, provided_by: a, serves: [{to: b, for: [s1]}]}
  - {id: s1, name: S1, provided_by: b, serves: [x]}
  - {id: s2, name: S2, provided_by: b, serves: [y]}
beneficiaries: [{id: x, name: X}, {id: y, name: Y}]
"""
        rows = derived(text)["a"]["primary"]
        self.assertEqual(
            (rows["x"]["reach"], rows["y"]["reach"], rows["y"]["shared_with"]), ("through", "shared", "whole")
        )
        rows = derived(text.replace("for: [s1]", "for: []"))["a"]["primary"]
        self.assertEqual(
            (rows["x"]["reach"], rows["x"]["shared_reach"], rows["x"]["certainty"]),
            ("shared", "direct", "weak"),
        )

    def test_parties_pass_on_and_funding_is_that_of_the_last_service(self):
        text = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B, serves: [m], paid_by: [m]}]
services: [{id: s, name: S, provided_by: a, serves: [b, k]}]
beneficiaries:
  - {id: k, name: K, status: prospect, reaches: [z]}
  - {id: m, name: M, reaches: [z, k]}
  - {id: z, name: Z, reaches: [m]}
"""
        rows = derived(text)["a"]["primary"]
        self.assertEqual(sorted(rows), ["m", "z"])  # a prospect is nobody's customer, and passes nothing on
        self.assertEqual(chain(rows["z"]), [("s", "b"), ("b.serves", "m"), (None, "z")])
        self.assertEqual((rows["z"]["steps"], rows["z"]["through"]), (3, ["b"]))


class Uses(unittest.TestCase):
    """SPEC 3.2: what a recipient uses a service for."""

    TEXT = """
organisation: {name: Whole}
departments:
  - {id: top, name: Top}
  - {id: mid, name: Mid, part_of: top}
  - {id: low, name: Low, part_of: mid}
  - {id: far, name: Far, lead: p}
  - {id: sub, name: Sub, part_of: far}
  - {id: led-again, name: Led again, lead: q}
  - {id: helper, name: Helper}
people: [{id: p, name: P, department: mid}, {id: q, name: Q, department: sub}]
services:
  - {id: s-top, name: 1, provided_by: top}
  - {id: s-mid, name: 2, provided_by: mid}
  - {id: s-low, name: 3, provided_by: low}
  - {id: s-sub, name: 4, provided_by: sub}
  - {id: s-led, name: 5, provided_by: led-again}
  - {id: s-p, name: 6, provided_by: p}
  - {id: s-old, name: 7, provided_by: p, status: retired}
  - {id: help, name: 8, provided_by: helper, serves: [%s]}
"""

    def use(self, recipient):
        view = Derivation(Map(self.TEXT % recipient)).view
        return sorted(view.use(view.services["help"].relationships[0]))

    def test_a_person_brings_the_department_itself_and_what_they_lead(self):
        # q, a person of the department that p leads, leads one in turn.
        self.assertEqual(self.use("p"), ["s-led", "s-mid", "s-p", "s-sub"])

    def test_a_department_brings_its_parts_and_the_rule_for_each_person(self):
        self.assertEqual(self.use("mid"), ["s-led", "s-low", "s-mid", "s-p", "s-sub"])
        self.assertEqual(self.use("low"), ["s-low"])  # never those of the department above it

    def test_a_service_is_used_for_itself(self):
        self.assertEqual(self.use("s-low"), ["s-low"])
        self.assertEqual(self.use("s-old"), [])


class SharedAndVerdicts(unittest.TestCase):
    """SPEC 3.4."""

    TEXT = """
organisation: {name: Whole}
departments:
  - {id: top, name: Top}
  - {id: mid, name: Mid, part_of: top}
  - {id: led-b, name: Led B, lead: p, serves: [x]}
  - {id: led-a, name: Led A, lead: p, serves: [helper]}
  - {id: helper, name: Helper, serves: [x]}
people: [{id: p, name: P, department: mid}]
services: [{id: s, name: S, provided_by: top, serves: [x]}]
beneficiaries: [{id: x, name: X}]
verdicts: [%s]
"""

    def row(self, unit, verdicts=""):
        made = derived(self.TEXT % verdicts)[unit]
        return made["primary"].get("x"), made["rejected"]

    def test_what_a_unit_leads_goes_before_what_is_around_it(self):
        row, _ = self.row("p")
        self.assertEqual(
            (row["shared_with"], row["shared_reach"], row["steps"], row["chain"]),
            ("led-a", "through", None, []),
        )
        row, _ = self.row("mid")
        self.assertEqual((row["shared_with"], row["shared_reach"]), ("top", "direct"))

    def test_a_rejected_row_is_listed_and_ends_the_search_for_others(self):
        rejected = "{unit: led-a, customer: x, verdict: rejected, because: never}"
        self.assertEqual(self.row("led-a", rejected), (None, [{"id": "x", "because": "never"}]))
        self.assertEqual(self.row("p", rejected), (None, []))
        # A row that is shared itself ends it as well.
        self.assertEqual(
            self.row("mid", "{unit: mid, customer: x, verdict: rejected}"),
            (None, [{"id": "x", "because": None}]),
        )

    def test_a_direct_row_cannot_be_removed(self):
        row, rejected = self.row("top", "{unit: top, customer: x, verdict: rejected}")
        self.assertEqual((row["reach"], row["certainty"], rejected), ("direct", "declared", []))
        self.assertEqual(self.row("mid", "{unit: top, customer: x, verdict: rejected}")[0]["shared_with"], "top")

    def test_confirmed(self):
        row, _ = self.row("led-a", "{unit: led-a, customer: x, verdict: confirmed}")
        self.assertEqual((row["reach"], row["certainty"]), ("through", "confirmed"))
        self.assertEqual(self.row("mid", "{unit: mid, customer: x, verdict: confirmed}")[0]["certainty"], "confirmed")


class Secondary(unittest.TestCase):
    """SPEC 3.5."""

    TEXT = """
organisation: {name: Whole, id: whole}
departments:
  - {id: a, name: A}
  - {id: a1, name: A1, part_of: a}
  - {id: b, name: B, lead: p}
people: [{id: p, name: P, department: a1}]
groups: [{id: own, name: Own, members: [a1]}, {id: both, name: Both, members: [a1, b], size: 9}]
services:
  - {id: s-a, name: 1, provided_by: a, serves: [both, own, t]}
  - {id: s-a1, name: 2, provided_by: a1, serves: [{to: a, satisfaction: {score: 3, scale: 5}}]}
  - {id: s-b, name: 3, provided_by: b, serves: [everyone]}
  - {id: t, name: 4, provided_by: [organisation, b]}
"""

    def test_only_recipients_that_hold_somebody_outside(self):
        units = derived(self.TEXT)
        rows = units["a"]["secondary"]  # not `own`, and not itself
        self.assertEqual(sorted(rows), ["b", "both", "whole"])
        self.assertEqual((rows["both"]["members"], rows["both"]["size"], rows["both"]["kind"]), (3, 9, "group"))
        self.assertEqual(
            (rows["whole"]["members"], rows["whole"]["kind"], rows["whole"]["services"]),
            (4, "organisation", ["s-a"]),
        )

    def test_shared_by_what_the_department_around_itself_provides(self):
        rows = derived(self.TEXT)["a1"]["secondary"]
        self.assertEqual((rows["a"]["reach"], rows["a"]["satisfaction"]), ("direct", 6.0))
        self.assertEqual(
            {key: rows[key]["shared_with"] for key in ("b", "both", "whole")},
            dict.fromkeys(("b", "both", "whole"), "a"),
        )

    def test_shared_by_what_a_person_leads(self):
        rows = derived(self.TEXT)["p"]["secondary"]
        self.assertEqual(
            {key: row["shared_with"] for key, row in rows.items()},
            {"everyone": "b", "a": "a1", "b": "a", "both": "a", "whole": "a"},
        )


class Payers(unittest.TestCase):
    """SPEC 3.6 and 3.7."""

    TEXT = """
organisation: {name: Whole%s}
departments: [{id: a, name: A}]
services:
  - {id: s, name: S, provided_by: a, serves: [%s]%s}
  - {id: t, name: T, provided_by: a, serves: [], paid_by: [named]}
beneficiaries:
  - {id: shop, name: Shop, kind: business}
  - {id: named, name: Named}
  - {id: office, name: Office, kind: government}
payers: [{id: fund, name: Fund}, {id: old, name: Old, status: former}]
"""

    def payers(self, serves, paid_by="", organisation=""):
        made = derived(self.TEXT % (organisation, serves, paid_by))["a"]["payers"]
        return {key: row["basis"] for key, row in made.items() if "s" in row["services"]}

    def test_without_paid_by_in_a_company(self):
        self.assertEqual(self.payers("shop, named"), {"shop": "assumed"})  # `named` pays for t: not assumed
        self.assertEqual(self.payers("named"), {})  # not stated
        self.assertEqual(self.payers("office"), {"whole": "assumed"})
        self.assertEqual(self.payers("office, shop"), {"shop": "assumed"})
        self.assertEqual(self.payers("a"), {"whole": "default"})
        self.assertEqual(self.payers("t, office"), {"whole": "default"})  # the stronger of two
        self.assertEqual(self.payers("fund"), {})

    def test_without_paid_by_elsewhere(self):
        self.assertEqual(self.payers("shop, a", organisation=", kind: public"), {"whole": "default"})
        self.assertEqual(
            self.payers("shop", organisation=", paid_by: [fund, recipients]"),
            {"fund": "default", "shop": "default"},
        )

    def test_stated(self):
        self.assertEqual(self.payers("shop, a", ", paid_by: []"), {})
        self.assertEqual(
            self.payers("shop, office, fund", ", paid_by: [recipients]"),
            {"shop": "stated", "office": "stated"},
        )

    def test_sums_and_kinds(self):
        paid = ", paid_by: [{from: named, amount: 5, as: fee}, {from: named, amount: 2, as: fee}]"
        row = derived(self.TEXT % ("", "", paid))["a"]["payers"]["named"]
        self.assertEqual((row["services"], row["amount"], row["as"]), (["s", "t"], 7, ["fee"]))

    def test_funders_served(self):
        served = derived(self.TEXT % ("", "fund, old, shop", ""))["a"]
        self.assertEqual((sorted(served["funders_served"]), sorted(served["primary"])), (["fund"], ["shop"]))


class Impact(unittest.TestCase):
    """SPEC 3.8."""

    TEXT = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B, lead: p}]
people: [{id: p, name: P, department: a}]
services:
  - {id: s, name: S, provided_by: [a, b], serves: [b], paid_by: [{from: a, amount: 1}]}
  - {id: s-b, name: S of B, provided_by: b, serves: [x], paid_by: [{from: fund, amount: 10}]}
  - {id: other, name: Other, provided_by: organisation, serves: [y], paid_by: [{from: fund, amount: 100}, {from: a, amount: 7}]}
beneficiaries: [{id: x, name: X, reaches: [y]}, {id: y, name: Y, relationship: {owner: p}}]
payers: [{id: fund, name: Fund}]
"""

    def impact(self, what):
        return Derivation(Map(self.TEXT)).impact(what)

    def test_a_department(self):
        made = self.impact("a")
        self.assertEqual(
            [(s["id"], s["step"], s["down"]) for s in made["services"]], [("s", 1, False), ("s-b", 2, None)]
        )
        self.assertEqual([(h["id"], h["step"]) for h in made["hit"]], [("b", 1), ("x", 2), ("y", 3)])
        self.assertEqual(made["money"], {"own": 1, "through": 10, "broad": None, "exposed": 100})
        self.assertEqual(made["exposed"], [{"id": "fund", "amount": 100, "services": ["other"]}])
        self.assertEqual((made["parties"], made["relationships"]), (["x", "y"], []))

    def test_a_person_weakens(self):
        made = self.impact("p")
        self.assertEqual(
            [(s["id"], s["step"], s["down"]) for s in made["services"]], [("s", 1, False), ("s-b", 1, False)]
        )
        self.assertEqual((made["money"]["own"], made["money"]["through"]), (None, 11))
        self.assertEqual((made["relationships"], made["backups_missing"]), (["y"], ["y"]))

    def test_a_service_is_down(self):
        self.assertEqual(self.impact("s-b")["services"], [{"id": "s-b", "step": 1, "broad_steps": 0, "down": True}])

    def test_who_is_hit_by_a_broad_step_only_exposes_nothing(self):
        text = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}]
groups: [{id: g, name: G, members: [b, c]}]
services:
  - {id: s-a, name: 1, provided_by: a, serves: [{to: g%s}]}
  - {id: s-b, name: 2, provided_by: b, serves: [x], paid_by: [{from: x, amount: 2}]}
  - {id: s-c, name: 3, provided_by: c}
  - {id: s-d, name: 4, provided_by: d, serves: [x], paid_by: [{from: fund, amount: 5}]}
beneficiaries: [{id: x, name: X}]
payers: [{id: fund, name: Fund}]
"""
        broad = {"own": None, "through": None, "broad": 2, "exposed": None}
        self.assertEqual(Derivation(Map(text % "")).impact("a")["money"], broad)
        one_of_four = {"own": None, "through": 2, "broad": None, "exposed": 5}
        self.assertEqual(Derivation(Map(text % ", for: [s-b]")).impact("a")["money"], one_of_four)

    def test_led_departments_are_cut_off_at_the_edge(self):
        # P leads Far, in which somebody outside provides, with U, what P then does not use within U.
        text = """
organisation: {name: Whole}
departments: [{id: u, name: U}, {id: v, name: V, part_of: u}, {id: far, name: Far, lead: p}]
people: [{id: p, name: P, department: v}]
services:
  - {id: s, name: S, provided_by: u, serves: [p]}
  - {id: t, name: T, provided_by: [far, u], serves: [x]}
beneficiaries: [{id: x, name: X}]
"""
        self.assertEqual(sorted(Derivation(Map(text)).view.used_by({"p"})), ["t"])
        self.assertEqual(sorted(Derivation(Map(text), "u").view.used_by({"p"})), [])


class Within(unittest.TestCase):
    """SPEC 3.9."""

    TEXT = """
organisation: {name: Whole, id: whole}
departments:
  - {id: top, name: Top}
  - {id: u, name: U, part_of: top}
  - {id: u1, name: U1, part_of: u}
  - {id: u2, name: U2, part_of: u}
  - {id: out, name: Out}
groups: [{id: mixed, name: Mixed, members: [u2, out]}]
services:
  - {id: s1, name: 1, provided_by: u1, serves: [mixed, s-top, out]}
  - {id: s2, name: 2, provided_by: u2, serves: [x]}
  - {id: s-out, name: 3, provided_by: out, serves: [y]}
  - {id: s-top, name: 4, provided_by: [top, organisation], serves: [x]}
beneficiaries: [{id: x, name: X}, {id: y, name: Y}]
"""

    def test_what_holds_units_outside_is_a_party(self):
        made = derived(self.TEXT, "u")
        self.assertEqual(list(made), ["u", "u1", "u2"])
        rows = made["u1"]["primary"]
        self.assertEqual(
            {key: (row["reach"], row["kind"]) for key, row in rows.items()},
            {
                "mixed": ("direct", "group"),
                "out": ("direct", "department"),
                "top": ("direct", "department"),
                "x": ("through", "person"),
            },
        )
        self.assertEqual(chain(rows["top"]), [("s1", "top")])
        self.assertEqual(chain(rows["x"]), [("s1", "mixed"), ("s2", "x")])  # and not by s-top, which is outside
        self.assertEqual(
            {key: row["shared_with"] for key, row in made["u2"]["primary"].items()},
            {"x": None, "mixed": "u", "out": "u", "top": "u"},
        )

    def test_what_holds_units_inside_is_a_secondary_customer(self):
        rows = derived(self.TEXT, "u")["u1"]["secondary"]
        self.assertEqual({key: row["members"] for key, row in rows.items()}, {"mixed": 1, "top": 3, "whole": 3})


class Reading(unittest.TestCase):
    """SPEC part 2."""

    def test_ids(self):
        self.assertEqual(slug("  IT & Ärzte_2 (north)_ "), "it-ärzte_2-north")
        text = "organisation: {name: Import}\ndepartments: [{name: Import}]\nservices: [{name: import, provided_by: department-import}]"
        made = Map(text)
        self.assertEqual(
            (made.id, list(made.units), list(made.services)),
            ("import", ["department-import"], ["service-import"]),
        )

    def test_names_and_reserved_words(self):
        text = """
organization: {name: Whole}
departments: [{id: a, name: Big   Team, serves: [EVERYONE, "big team"]}, {id: b, name: B, serves: [{to: a, for: [a]}]}]
customers: [{name: No}]
funders: [{id: 007, name: 7}]
"""
        made = Map(text)
        self.assertEqual([r.to for r in made.services["a.serves"].relationships], ["everyone", "a"])
        self.assertEqual(made.services["b.serves"].relationships[0].only_for, ["a.serves"])
        self.assertEqual(list(made.parties), ["no", "007"])
        self.assertRaises(MapError, Map, "organisation: {name: A}\npeople: [{id: recipients, name: B}]")

    def test_groups(self):
        text = """
organisation: {name: Whole}
departments:
  - {id: a, name: A, site: north, tags: [t], lead: p}
  - {id: a1, name: A1, part_of: a}
  - {id: a2, name: A2, part_of: a, site: south}
people: [{id: p, name: P, department: a2}, {id: q, name: Q, tags: [t]}]
groups:
  - {id: tagged, name: 1, where: {tag: t}}
  - {id: north, name: 2, where: {site: [north]}}
  - {id: both, name: 3, where: {tag: t, site: north}}
  - {id: leads, name: 4, where: {leads: true}, members: [q], except: [nobody]}
  - {id: no-leads, name: 5, where: {leads: false}}
  - {id: nobody, name: 6, members: [a1], except: [a]}
  - {id: less, name: 7, members: [tagged], except: [north, a2]}
"""
        made = Map(text)
        view = Derivation(made).view
        held = {key: sorted(view.held(key)) for key in made.groups}
        self.assertEqual(held["tagged"], ["a", "a1", "a2", "p", "q"])
        self.assertEqual((held["north"], held["both"]), (["a", "a1"], ["a", "a1"]))
        self.assertEqual((held["leads"], held["no-leads"]), (["p", "q"], ["q"]))
        self.assertEqual((held["nobody"], held["less"]), ([], ["q"]))


class Scores(unittest.TestCase):
    """SPEC part 6."""

    def counting(self, *entries):
        return satisfaction.newest(Relationship("s", "r", measurements=list(entries)))

    def test_on_ten(self):
        self.assertAlmostEqual(self.counting({"score": "4.1", "lowest": "1", "scale": "5"}).of_ten, 7.75)
        self.assertEqual(self.counting({"score": "5.3"}).of_ten, 5.3)
        self.assertEqual(self.counting({"score": "20", "metric": "nps"}).of_ten, 6)

    def test_newest_and_pooled(self):
        old, new = {"score": "9", "measured": "2025-12"}, {"score": "4", "measured": "2026-03", "n": "3"}
        self.assertEqual(self.counting(old, new, {"score": "1"}).of_ten, 4)
        self.assertEqual(self.counting(old, new, {"score": "8", "measured": "2026-03-31"}).of_ten, 5)  # (3 * 4 + 8) / 4
        self.assertEqual(
            self.counting(new, {"score": "1", "scale": "5", "measured": "2026-03"}).of_ten, 2
        )  # not pooled: the lower

    def test_intervals(self):
        for freedom, quantile in ((1, 12.706), (4, 2.776), (45, 2.014)):
            self.assertAlmostEqual(satisfaction.student_t(freedom), quantile, places=3)
        low, high = self.counting({"score": "6", "n": "46", "spread": "2"}).interval(None)
        self.assertAlmostEqual(high - low, 2 * 2.0141 * 2 / 46**0.5, places=3)
        self.assertEqual(self.counting({"score": "6", "n": "46", "spread": "2"}).interval(46), (6, 6))
        low, high = self.counting(
            {"score": "20", "metric": "nps", "n": "50", "promoters": "20", "detractors": "10"}
        ).interval(None)
        self.assertEqual((round(low * 20 - 100), round(high * 20 - 100)), (-1, 39))


class FindingsOfMaps(unittest.TestCase):
    """SPEC part 4."""

    def findings(self, made, *codes, today="2026-11-28"):
        return [(code, level, subject) for code, level, subject in Findings(made, today).all() if code in codes]

    def test_of_the_examples(self):
        # The Strategy Unit provides nothing; the Print Room prints for it alone.
        council = example("council.yaml")
        self.assertEqual(
            self.findings(council, "unit-without-service", "no-primary-chain", "beneficiary-not-served"),
            [
                ("beneficiary-not-served", "warning", "young-people"),
                ("no-primary-chain", "warning", "print-room"),
                ("unit-without-service", "warning", "strategy-unit"),
            ],
        )
        xyz = example("xyz.yaml")
        self.assertEqual(
            self.findings(xyz, "customer-unhappy", "satisfaction-stale", "small-sample", "single-relationship"),
            [
                ("customer-unhappy", "warning", "delivery"),
                ("satisfaction-stale", "note", "management-reports"),
                ("single-relationship", "warning", "office-customers"),
                ("small-sample", "note", "trade-supply"),
            ],
        )
        self.assertEqual(self.findings(xyz, "no-secondary-customer"), [("no-secondary-customer", "note", "logistics")])
        # The autumn survey of 2025-10 counts as its last day, and is a year old then.
        self.assertNotIn(
            ("satisfaction-stale", "note", "trade-supply"), self.findings(xyz, "satisfaction-stale", today="2027-06-30")
        )
        self.assertIn(
            ("satisfaction-stale", "note", "trade-supply"), self.findings(xyz, "satisfaction-stale", today="2027-07-01")
        )

    TEXT = """
organisation: {name: Whole}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
people: [{id: p, name: P, department: a, leaving: 2027%s}, {id: q, name: Q}]
services:
  - {id: s, name: S, provided_by: a, serves: [{to: b, for: [s, t], agreed: %s}]}
  - {id: t, name: T, provided_by: b, serves: [{to: x, agreed: {level: one day}}, c]}
beneficiaries:
  - {id: x, name: X, since: 2009, pressures: [rents], drivers: [price], relationship: {owner: p%s}}
  - {id: y, name: Y, status: prospect}
verdicts:
  - {unit: b, customer: x, verdict: rejected}
  - {unit: a, customer: y, verdict: confirmed}
  - {unit: a, customer: x, verdict: confirmed}
"""

    def test_uses_and_promises(self):
        made = Map(self.TEXT % ("", "", ""))
        codes = ("use-without-effect", "promise-without-agreement")
        self.assertEqual(
            self.findings(made, *codes),
            [("promise-without-agreement", "note", "t"), ("use-without-effect", "warning", "s")],
        )
        agreed = Map(self.TEXT % ("", "{level: two days}", ""))
        self.assertEqual(self.findings(agreed, *codes), [("use-without-effect", "warning", "s")])

    def test_verdicts(self):
        found = self.findings(Map(self.TEXT % ("", "", "")), "verdict-unused", "verdict-contradicted")
        self.assertEqual(found, [("verdict-contradicted", "warning", "b"), ("verdict-unused", "note", "a")])

    def test_who_is_leaving(self):
        codes = ("single-relationship", "leaving-without-successor", "little-known-customer")
        little = ("little-known-customer", "note", "x")  # since, drivers or pressures, an owner: 3 of 7
        found = self.findings(Map(self.TEXT % ("", "", "")), *codes)
        self.assertEqual(found, [("single-relationship", "error", "x")])
        found = self.findings(Map(self.TEXT % ("", "", ", backup: a")), *codes)
        self.assertEqual(found, [("leaving-without-successor", "warning", "p")])
        found = self.findings(Map((self.TEXT % (", successor: q", "", "")).replace("since: 2009, ", "")), *codes)
        self.assertEqual(found, [little, ("single-relationship", "warning", "x")])


if __name__ == "__main__":
    unittest.main()
