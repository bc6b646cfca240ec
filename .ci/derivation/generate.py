"""Random organisations as maps, of every construct of SPEC part 2 and every rule of part 3.

    generate.py SEED [--middling]     prints the map of a seed

The same seed gives the same map. Small maps make failures readable; middling ones have 60 to 200 units and more than 64
services and more than 64 parties.
"""

import argparse
import random

import yaml

LETTERS = ["a", "b", "C", "d", "E", "k", "z", "Z", "é", "Ω", "m", "x", "Q"]
SITES = ["north", "South", "007"]
TAGS = ["blue", "red", "no", "1e3"]
ROLES = ["lead", "clerk"]
KINDS = ["person", "business", "government", "nonprofit", "society"]
DATES = ["2020", "2024-02", "2025-11-30", "2026-03", "2026-03-31", "2026-09", "2026-11-01", "2026"]
AS = ["fee", "grant", "donation", "budget", "tax"]
TODAY = "2026-11-28"
# Findings about one thing only: one about a relationship may be silenced for either end of it.
ALLOWED = """unit-without-service no-secondary-customer no-primary-chain service-serves-nobody beneficiary-not-served
little-known-customer empty-group unused-group payer-pays-nothing no-relationship-owner refuted-assumption
service-without-payer third-party-funded leaving-without-successor allow-unused""".split()


class Thing:
    """An entry and how others name it."""

    def __init__(self, kind, key, entry):
        self.kind, self.key, self.entry = kind, key, entry


class Generator:
    def __init__(self, seed, middling=False):
        self.random = random.Random(f"{seed} {middling}")
        self.middling = middling
        self.used, self.serial = set(), 0
        # What has the slug of a service without an id, too: nothing, the organisation, a department's id, a department's name.
        self.clash = self.one([None, None, None, "organisation", "id", "name"])
        self.units, self.groups, self.services, self.parties = [], [], [], []

    # ---- chance

    def chance(self, probability):
        return self.random.random() < probability

    def count(self, small, middling):
        return self.random.randint(*(middling if self.middling else small))

    def some(self, things, most, least=0):
        most = min(most, len(things))
        return self.random.sample(things, self.random.randint(min(least, most), most))

    def one(self, things):
        return self.random.choice(things)

    # ---- ids, names and references

    def thing(self, kind, entry=None):
        """A thing with a fresh id, or with a name whose slug is its id."""
        while True:
            number = self.random.randint(1, 40 if not self.middling else 900)
            key = f"{self.one(LETTERS)}{number}"
            if key not in self.used and key.lower() not in self.used:
                break
        self.used |= {key, key.lower()}
        if key == key.lower() and self.chance(0.2):
            made = {"name": self.one([key, key.upper(), f"({key})"])}  # the slug of each is the key
        else:
            made = {"id": key, "name": self.name(key)}
        return Thing(kind, key, made | (entry or {}))

    def name(self, key):
        self.serial += 1
        return f"{self.one('ABab')} {key} n{self.serial}"  # unique, and in an order of its own

    def refer(self, thing):
        """An id, or a name in another spelling."""
        if isinstance(thing, str):
            return self.one([thing, thing, thing.upper()])
        if "id" not in thing.entry or self.chance(0.85):
            return thing.key
        return "  ".join(self.one([thing.entry["name"], thing.entry["name"].swapcase()]).split(" "))

    def refer_each(self, things):
        return [self.refer(thing) for thing in things]

    def refer_all(self, things):
        """A list, or sometimes the only item of one."""
        names = self.refer_each(things)
        return names[0] if len(names) == 1 and self.chance(0.5) else names

    # ---- the lists, in the order in which they need one another

    def document(self):
        self.make_departments()
        self.make_people()
        self.make_leads()
        self.make_groups()
        self.make_parties()
        self.make_services()
        self.make_party_details()
        return self.written()

    def make_departments(self):
        for _ in range(self.count((1, 6), (35, 120))):
            made = (not self.departments and self.clashing("department")) or self.thing("department")
            if self.departments and self.chance(0.6):
                made.parent = self.one(self.departments)
                made.entry["part_of"] = self.refer(made.parent)
            self.place(made)
            if self.chance(0.3):
                made.entry["headcount"] = self.random.randint(0, 60)
            self.units.append(made)
        self.random.shuffle(self.units)

    def clashing(self, kind):
        """The thing whose slug `import` another has as well, or none (SPEC 2, "Ids")."""
        if kind == "service" and self.clash:
            return Thing(kind, "service-import", {"name": "Import"})
        if kind == "department" and self.clash == "id":
            return Thing(kind, "import", {"id": "import", "name": "Imports"})
        if kind == "department" and self.clash == "name":
            return Thing(kind, "department-import", {"name": "(IMPORT)"})
        return None

    def make_people(self):
        for _ in range(self.count((0, 4), (25, 80))):
            made = self.thing("person")
            if self.chance(0.8):
                made.entry["department"] = self.refer(self.one(self.departments))
            self.place(made)
            if self.chance(0.5):
                made.entry["role"] = self.one(ROLES)
            if self.chance(0.2):
                made.entry["leaving"] = "2027-03"
                if self.people and self.chance(0.5):
                    made.entry["successor"] = self.refer(self.one(self.people))
            self.units.append(made)

    def place(self, made):
        if self.chance(0.4):
            made.entry["site"] = self.one(SITES)
        if self.chance(0.4):
            made.entry["tags"] = self.some(TAGS, 2, 1)

    def make_leads(self):
        for department in self.departments:
            if self.people and self.chance(0.5):
                department.entry["lead"] = self.refer(self.one(self.people))

    @property
    def departments(self):
        return [unit for unit in self.units if unit.kind == "department"]

    @property
    def people(self):
        return [unit for unit in self.units if unit.kind == "person"]

    def make_groups(self):
        for _ in range(self.count((0, 4), (5, 25))):
            made = self.thing("group")
            inside = self.units + self.groups + (["everyone"] if self.chance(0.1) else [])
            if self.chance(0.6):
                made.entry["members"] = self.refer_each(self.some(inside, 3 if not self.middling else 12, 1))
            if self.chance(0.6) or "members" not in made.entry:
                made.entry["where"] = self.where()
            if self.chance(0.35):
                made.entry["except"] = self.refer_each(self.some(self.units + self.groups, 2, 1))
            if self.chance(0.3):
                made.entry["size"] = self.random.randint(0, 300)
            self.groups.append(made)

    def where(self):
        selectors = {
            "tag": self.one_or_more(TAGS),
            "site": self.one_or_more(SITES),
            "kind": self.one_or_more(["department", "person"]),
            "role": self.one_or_more(ROLES),
            "leads": self.one([True, False]),
        }
        return {key: selectors[key] for key in self.some(list(selectors), 2, 1)}

    def one_or_more(self, values):
        return self.one(values) if self.chance(0.6) else self.some(values, 2, 1)

    def make_parties(self):
        for _ in range(self.count((1, 5), (66, 85))):
            self.parties.append(self.party("beneficiary", 0.8))
        for _ in range(self.count((0, 2), (3, 10))):
            self.parties.append(self.party("payer", 0.85))
        for party in self.beneficiaries:
            if self.chance(0.3 if not self.middling else 0.1):
                party.entry["reaches"] = self.refer_each(self.some(self.beneficiaries, 2, 1))

    def party(self, kind, active):
        made = self.thing(kind)
        if self.chance(0.7):
            made.entry["kind"] = self.one(KINDS)
        if not self.chance(active):
            made.entry["status"] = self.one(["prospect", "former"])
        return made

    @property
    def beneficiaries(self):
        return [party for party in self.parties if party.kind == "beneficiary"]

    def make_services(self):
        for _ in range(self.count((1, 8), (66, 100))):
            made = (not self.services and self.clashing("service")) or self.thing("service")
            made.entry["provided_by"] = self.refer_all(self.some(self.units, self.one([1, 1, 2, 3]), 1))
            if self.chance(0.12):
                made.entry["provided_by"] = self.refer_all(["organisation"] + self.some(self.units, 1))
            if self.chance(0.12):
                made.entry["status"] = self.one(["planned", "retired"])
            self.services.append(made)
        for unit in self.units:
            if self.chance(0.12):
                unit.entry["serves"] = None  # filled in with the others
                self.services.append(Thing("service", unit.key + ".serves", unit.entry))
        for service in self.services:
            self.make_relationships(service)

    def make_relationships(self, service):
        recipients = self.some(self.recipients(service), 3, 0 if "provided_by" in service.entry else 1)
        if recipients and self.chance(0.03):
            recipients.append(recipients[0])  # named twice
        items = [self.relationship(to, recipients) for to in recipients]
        service.entry["serves"] = items[0] if len(items) == 1 and self.chance(0.4) else items
        if self.chance(0.6):
            service.entry["paid_by"] = self.paid_by()

    def recipients(self, service):
        """What a service may serve, with weights by repetition that make chains of several steps likely."""
        payers = [party for party in self.parties if party.kind == "payer"]
        inside = self.some(self.units, 4, 2) + self.some(self.groups, 2)
        outside = self.some(self.beneficiaries, 2) if self.chance(0.6) else []
        services = [s for s in self.some(self.services, 2) if s is not service]
        everyone = ["everyone"] if self.chance(0.1) else []
        return inside + outside + services + everyone + (self.some(payers, 1) if self.chance(0.15) else [])

    def relationship(self, to, recipients):
        more = {}
        internal = to == "everyone" or to.kind in ("department", "person", "group")
        if internal and self.chance(0.25):
            named = self.some(self.services, 3)
            more["for"] = [self.service_name(s) for s in named]
        if self.chance(0.4):
            more["satisfaction"] = self.measured()
        if self.chance(0.1):
            more["agreed"] = {"level": "two days"}
        return {"to": self.refer_recipient(to)} | more if more or self.chance(0.1) else self.refer_recipient(to)

    def refer_recipient(self, to):
        return to.key if isinstance(to, Thing) and to.kind == "service" else self.refer(to)

    def service_name(self, service):
        """Where only services are allowed, a unit names its unnamed service."""
        return service.key.removesuffix(".serves") if self.chance(0.5) else service.key

    def measured(self):
        made = [self.measurement() for _ in range(self.one([1, 1, 2, 3]))]
        return made[0] if len(made) == 1 and self.chance(0.7) else made

    def measurement(self):
        if self.chance(0.1):
            return self.dated({"metric": "nps", "score": self.random.randint(-100, 100)} | self.nps_counts())
        lowest, scale = (0, 10) if self.chance(0.6) else self.one([(1, 5), (0, 5), (1, 7)])
        made = {"score": round(self.random.uniform(lowest, scale), 1)}
        made |= {"lowest": lowest} if lowest else {}
        made |= {"scale": scale} if scale != 10 else {}
        if self.chance(0.7):
            made["n"] = self.one([1, 2, 5, 12, 29, 30, 46, 131])
            if self.chance(0.3):
                made["asked"] = made["n"] * self.one([1, 2, 3])
        if self.chance(0.3):
            made["spread"] = self.one([0, 0.9, 2.25])
        return self.dated(made)

    def nps_counts(self):
        if self.chance(0.5):
            return {"n": 50}
        return {"n": 50, "promoters": self.random.randint(0, 30), "detractors": self.random.randint(0, 20)}

    def dated(self, made):
        return made | ({"measured": self.one(DATES)} if self.chance(0.8) else {})

    def paid_by(self):
        if self.chance(0.15):
            return []
        items = []
        for payer in self.some(self.parties + self.units, 2, 1) + (["organisation"] if self.chance(0.2) else []):
            amount = {"amount": self.random.randint(0, 90) * 1000} if self.chance(0.6) else {}
            amount |= {"as": self.one(AS)} if self.chance(0.4) else {}
            items.append({"from": self.refer(payer)} | amount if amount else self.refer(payer))
        if self.chance(0.2):
            items.append("recipients")
        return items

    def make_party_details(self):
        for party in self.parties:
            known = {
                "since": self.one(DATES),
                "drivers": ["price"],
                "pressures": ["rents"],
                "won_by": {"reason": "need"},
                "kept_by": "habit",
                "buys_from": ["somebody else"],
                "reasons": [self.reason() for _ in range(self.one([1, 1, 2]))],
                "relationship": self.relationship_owner(),
            }
            party.entry |= {key: known[key] for key in self.some(list(known), 5)}

    def reason(self):
        made = {"claim": "they like it", "confidence": self.one(["assumed", "supported", "refuted"])}
        return made | ({"source": "a survey"} if self.chance(0.5) else {})

    def relationship_owner(self):
        made = {"owner": self.refer(self.one(self.units))}
        return made | ({"backup": self.refer(self.one(self.units))} if self.chance(0.4) else {})

    # ---- the file

    def written(self):
        lists = {
            "departments": self.departments,
            "people": self.people,
            "groups": self.groups,
            "services": [s for s in self.services if "provided_by" in s.entry],
            self.one(["beneficiaries", "customers"]): self.beneficiaries,
            self.one(["payers", "funders"]): [p for p in self.parties if p.kind == "payer"],
        }
        document = {self.one(["organisation", "organization"]): self.organisation()}
        for key, things in lists.items():
            if things:
                document[key] = [thing.entry for thing in things]
        return document | self.statements()

    def organisation(self):
        made = {"name": "Import" if self.clash == "organisation" else self.one(["The Whole", "Acme & Co."])}
        if self.chance(0.7):
            made["kind"] = self.one(["company", "nonprofit", "public"])
        if self.chance(0.3):
            payers = self.some(self.parties + self.units, 2, 1)
            made["paid_by"] = [
                {"from": self.refer(p), "as": "tax"} if self.chance(0.5) else self.refer(p) for p in payers
            ]
            made["paid_by"] += ["recipients"] if self.chance(0.3) else []
        return made

    def statements(self):
        """Measurements and verdicts."""
        made = {}
        pairs = [(unit, party) for unit in self.units for party in self.beneficiaries]
        chosen = self.some(pairs, 6 if not self.middling else 400) if self.chance(0.8) else []
        if chosen:
            made["verdicts"] = [self.verdict(unit, party) for unit, party in chosen]
        measurements = [m for s in self.services for m in self.measurements(s) if self.chance(0.1)]
        if measurements:
            made["measurements"] = measurements
        made["checks"] = self.levels()
        allows = self.allows() if self.chance(0.4) else []
        return made | ({"allow": allows} if allows else {})

    def levels(self):
        """Levels of a few findings; `only-broad-chains` would be off otherwise."""
        chosen = self.some(ALLOWED, 3) if self.chance(0.3) else []
        levels = {code: self.one(["off", "note", "warning", "error"]) for code in chosen}
        return levels | ({"only-broad-chains": "note"} if self.chance(0.8) else {"unused-group": "note"})

    def allows(self):
        """Findings that are silenced for a thing, whether it has them or not."""
        things = self.units + self.services + self.groups + self.parties
        chosen = self.some([thing for thing in things if thing.entry.get("id") == thing.key], 4, 1)
        return [{"finding": self.one(ALLOWED), "of": thing.key} for thing in chosen]

    def measurements(self, service):
        """A measurement for each recipient that a service names once."""
        serves = service.entry.get("serves") or []
        items = serves if isinstance(serves, list) else [serves]
        named = [item["to"] if isinstance(item, dict) else item for item in items]
        if len(set(map(str.casefold, named))) < len(named):
            return []
        return [{"service": self.service_name(service), "of": to} | self.measurement() for to in named]

    def verdict(self, unit, party):
        made = {
            "unit": self.refer(unit),
            "customer": self.refer(party),
            "verdict": self.one(["confirmed", "rejected"]),
        }
        return made | ({"because": "they never meet"} if self.chance(0.5) else {})


def generate(seed, middling=False):
    document = Generator(seed, middling).document()
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, default_flow_style=None, width=160)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--middling", action="store_true")
    options = parser.parse_args()
    print(generate(options.seed, options.middling), end="")


if __name__ == "__main__":
    main()
