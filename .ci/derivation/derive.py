"""A second, independent derivation of custmap's answers (SPEC version 2, parts 2, 3 and 6), by naive methods.

derive.py MAP [--within UNIT]     the derived keys of `custmap export --format json`
derive.py MAP --impact WHAT       `custmap impact WHAT --format json`
"""

import argparse
import heapq
import json

import satisfaction
from mapfile import EVERYONE, UNITS, Map
from view import View

REACHES = ["direct", "through", "broad", "shared"]
BASES = ["stated", "default", "assumed"]  # the stronger first


class Derivation:
    def __init__(self, made, within=None):
        self.map, self.view = made, View(made, within)

    def export(self):
        return {
            "custmap": 2,
            "units": [self.unit(key) for key in self.tree(self.view.within)],
            "services": [self.service(service) for service in self.view.services.values()],
            "parties": [self.party(party) for party in self.map.parties],
        }

    def service(self, service):
        return {
            "id": service.id,
            "provided_by": sorted(service.providers),
            "serves": [self.serves(r) for r in service.relationships],
            "paid_by": [
                {"from": payer, "amount": amount, "as": kind, "basis": basis}
                for payer, amount, kind, basis in self.payments(service.id)
            ],
        }

    def serves(self, relationship):
        only_for = relationship.only_for
        return {
            "to": relationship.to,
            "for": None if only_for is None else sorted(set(only_for)),
            "satisfaction": satisfaction.of_ten(relationship),
            "measurements": satisfaction.listed(relationship, self.population(relationship.to)),
        }

    def population(self, recipient):
        """SPEC 6: "the group's `size`, else the `headcount` of the recipient, else unknown"."""
        if recipient in self.map.groups:
            return self.map.groups[recipient].size
        return self.map.units[recipient].headcount if recipient in self.map.units else None

    def party(self, party):
        serving = {s.id for s in self.view.services.values() if any(r.to == party for r in s.relationships)}
        payments = [row for service in self.view.services for row in self.payments(service)]
        return {
            "id": party,
            "served_by": sorted(unit for unit in self.view.units if serving & self.view.services_of(unit)),
            "pays": total(amount for payer, amount, *_ in payments if payer == party),
        }

    def unit(self, key):
        unit = self.map.units[key]
        primary, rejected = self.primary(key)
        return {
            "id": key,
            "name": unit.name,
            "kind": unit.kind,
            "primary": primary,
            "rejected": rejected,
            "secondary": self.secondary(key),
            "funders_served": self.funders_served(key),
            "payers": self.payers(key),
        }

    def tree(self, top=None):
        """SPEC 5: "a unit before its parts, departments before persons, siblings as in the file"."""
        if top:
            return [top] + self.below(top)
        return self.below(None)

    def below(self, parent):
        found = []
        for kind in UNITS:
            for key, unit in self.map.units.items():
                if unit.kind == kind and unit.parent == parent:
                    found += [key] + self.below(key)
        return found

    def name(self, key):
        """The name of a unit, group, party, of the organisation or of `everyone`."""
        if key == EVERYONE:
            return "Everyone"
        if key == self.map.id:
            return self.map.name
        return next(things[key].name for things in (self.map.units, self.map.groups, self.map.parties) if key in things)

    def kind(self, key):
        if key == self.map.id:
            return "organisation"
        if key in self.map.units:
            return self.map.units[key].kind
        if key in self.map.parties:
            return self.map.parties[key].kind
        return "service" if key in self.map.services else "group"

    # ---- primary customers (SPEC 3.4)

    def primary(self, unit):
        """The rows of a unit, and those that a verdict removed."""
        rows = [row for row in (self.row(unit, target) for target in self.view.targets) if row]
        removed = [row["id"] for row in rows if self.is_removed(unit, row["id"])]
        kept = sorted((row for row in rows if row["id"] not in removed), key=self.primary_order)
        return kept, [{"id": key, "because": self.map.verdicts[unit, key][1]} for key in removed]

    def primary_order(self, row):
        """SPEC 5: "by reach as in 3.4, broad steps, steps, name, id"."""
        return REACHES.index(row["reach"]), row["broad_steps"] or 0, row["steps"] or 0, row["name"], row["id"]

    def reach(self, services, target):
        """The reach of the chain from some services, or none."""
        chain = self.view.chain(services, target)
        if chain is None:
            return None
        broad, steps = chain[:2]
        return "direct" if steps == 1 else "broad" if broad else "through"

    def verdict(self, unit, target):
        return self.map.verdicts.get((unit, target), (None, None))[0]

    def row_reach(self, unit, target):
        """The reach of a unit's row before verdicts on it, and from whom a shared row comes."""
        own = self.reach(self.view.services_of(unit), target)
        if own:
            return own, None
        for candidate in self.view.led_by_within(unit) + self.view.around_within(unit):
            if self.reach(self.view.services_of(candidate), target):
                return self.shared_unless_rejected(candidate, target)
            if self.is_removed(candidate, target):
                return None, None
        if not self.view.within and self.reach(set(self.view.services), target):
            return "shared", self.map.id
        return None, None

    def shared_unless_rejected(self, candidate, target):
        """SPEC 3.4: the candidates end at the first whose row was rejected by a verdict of its own."""
        return (None, None) if self.is_removed(candidate, target) else ("shared", candidate)

    def is_removed(self, unit, target):
        if self.verdict(unit, target) != "rejected":
            return False
        return self.row_reach(unit, target)[0] not in (None, "direct")

    def row(self, unit, target):
        reach, shared_with = self.row_reach(unit, target)
        if reach is None:
            return None
        row = {"id": target, "name": self.name(target), "kind": self.kind(target), "reach": reach}
        row["certainty"] = self.certainty(unit, target, reach)
        row |= self.shared(shared_with, target) if shared_with else self.chained(unit, target, reach)
        return row

    def certainty(self, unit, target, reach):
        if reach == "direct":
            return "declared"
        if self.verdict(unit, target) == "confirmed":
            return "confirmed"
        return "inferred" if reach == "through" else "weak"

    def shared(self, shared_with, target):
        services = set(self.view.services) if shared_with == self.map.id else self.view.services_of(shared_with)
        nothing = {
            "steps": None,
            "broad_steps": None,
            "through": [],
            "services": [],
            "chain": [],
            "satisfaction": None,
        }
        return nothing | {"shared_with": shared_with, "shared_reach": self.reach(services, target)}

    def chained(self, unit, target, reach):
        services = self.view.services_of(unit)
        broad, steps, _, chain = self.view.chain(services, target)
        direct = {s: self.serving(s, target) for s in sorted(services) if self.serving(s, target)}
        return {
            "steps": steps,
            "broad_steps": broad,
            "through": [] if reach == "direct" else self.view.through(services, target),
            "shared_with": None,
            "shared_reach": None,
            "services": sorted(direct) if reach == "direct" else [chain[0][0]],
            "chain": [{"service": service or None, "to": to} for service, to in chain],
            "satisfaction": satisfaction.lowest_of_ten(r for found in direct.values() for r in found),
        }

    def serving(self, service, target):
        """The relationships of a service whose recipient is the target, as a party."""
        relationships = self.map.services[service].relationships
        return [
            r for r in relationships if target in ([r.to] if r.to in self.map.parties else self.view.outside_units(r))
        ]

    # ---- secondary customers (SPEC 3.5)

    def secondary(self, unit):
        own, outside = self.internal(self.view.services_of(unit)), self.view.parts(unit)
        rows = [self.direct_row(key, found) for key, found in own.items() if self.inside(key) - outside]
        taken = {row["id"] for row in rows}
        for department, services in self.sharing(unit):
            for key in self.internal(services):
                beyond = self.inside(key) - self.view.parts(department)
                if key not in taken and beyond and self.inside(key) - outside:
                    taken.add(key)
                    rows.append(self.shared_row(key, department))
        return sorted(rows, key=lambda row: (REACHES.index(row["reach"]), row["name"], row["id"]))

    def sharing(self, unit):
        """Whose secondary customers a unit shares, in order, and by which services."""
        led = [(department, self.view.services_of(department)) for department in self.view.led_by_within(unit)]
        return led + [(department, self.view.provided_by({department})) for department in self.view.around_within(unit)]

    def inside(self, key):
        return self.view.held(key) & self.view.units

    def internal(self, services):
        """The recipients inside of some services, each with its relationships."""
        found = {}
        for service in services:
            for relationship in self.map.services[service].relationships:
                for key in self.customers(relationship):
                    if self.inside(key):
                        found.setdefault(key, []).append(relationship)
        return found

    def customers(self, relationship):
        """SPEC 3.5: "a recipient that is a service stands for each of its providers"."""
        recipient = self.map.services.get(relationship.to)
        if recipient is None:
            return {relationship.to}
        return set(recipient.providers) if recipient.active else set()

    def direct_row(self, key, relationships):
        return self.secondary_row(key) | {
            "reach": "direct",
            "shared_with": None,
            "services": sorted({r.service for r in relationships}),
            "satisfaction": satisfaction.lowest_of_ten(relationships),
        }

    def shared_row(self, key, department):
        return self.secondary_row(key) | {
            "reach": "shared",
            "shared_with": department,
            "services": [],
            "satisfaction": None,
        }

    def secondary_row(self, key):
        size = self.map.groups[key].size if key in self.map.groups else None
        return {
            "id": key,
            "name": self.name(key),
            "kind": self.kind(key),
            "members": len(self.inside(key)),
            "size": size,
        }

    # ---- payers (SPEC 3.6) and funders served (SPEC 3.7)

    def payments(self, service):
        """Who pays for one service: (payer, amount, as, basis) of every payment."""
        service = self.map.services[service]
        if service.paid_by is not None:
            return self.expanded(service, service.paid_by, "stated")
        found = []
        if any(self.is_inside(r.to) for r in service.relationships):
            found.append((self.map.id, None, None, "default"))
        if self.active_served(service):
            # SPEC 3.6: "Who pays one service twice is listed once, with the stronger basis"
            paying = {payer for payer, *_ in found}
            found += [row for row in self.paid_for_outside(service) if row[0] not in paying]
        return found

    def is_inside(self, recipient):
        service = self.map.services.get(recipient)
        return service.active if service else bool(self.view.held(recipient))

    def active_served(self, service):
        return sorted({r.to for r in service.relationships if self.view.is_customer(r.to)})

    def expanded(self, service, payments, basis):
        """Payments with `recipients` replaced by each active beneficiary that the service serves."""
        found = []
        for payment in payments:
            payers = self.active_served(service) if payment.payer == "recipients" else [payment.payer]
            found += [(payer, payment.amount, payment.kind, basis) for payer in payers]
        return found

    def paid_for_outside(self, service):
        """SPEC 3.6, third point."""
        if self.map.paid_by is not None:
            return self.expanded(service, self.map.paid_by, "default")
        if self.map.kind != "company":
            return []
        buyers = [b for b in self.active_served(service) if self.map.parties[b].kind in ("person", "business")]
        if not buyers:
            return [(self.map.id, None, None, "assumed")]
        stated = self.stated_payers()
        return [(buyer, None, None, "assumed") for buyer in buyers if buyer not in stated]

    def stated_payers(self):
        active = [s for s in self.map.services.values() if s.active and s.paid_by]
        return {payer for service in active for payer, *_ in self.expanded(service, service.paid_by, "stated")}

    def payers(self, unit):
        return self.payers_of(self.view.services_of(unit))

    def payers_of(self, services):
        found = {}
        for service in sorted(services):
            for payer, amount, kind, basis in self.payments(service):
                found.setdefault(payer, []).append((service, amount, kind, basis))
        return [self.payer(payer, found[payer]) for payer in sorted(found)]

    def payer(self, key, payments):
        return {
            "id": key,
            "name": self.name(key),
            "basis": min((basis for *_, basis in payments), key=BASES.index),
            "services": sorted({service for service, *_ in payments}),
            "amount": total(amount for _, amount, _, _ in payments),
            "as": sorted({kind for _, _, kind, _ in payments if kind}),
        }

    def funders_served(self, unit):
        found = {}
        for service in self.view.services_of(unit):
            for relationship in self.map.services[service].relationships:
                if self.view.is_active(relationship.to) and not self.view.is_customer(relationship.to):
                    found.setdefault(relationship.to, []).append(relationship)
        return [self.funder(key, found[key]) for key in sorted(found, key=lambda key: (self.name(key), key))]

    def funder(self, key, relationships):
        return {
            "id": key,
            "name": self.name(key),
            "kind": self.kind(key),
            "services": sorted({r.service for r in relationships}),
            "satisfaction": satisfaction.lowest_of_ten(relationships),
        }

    # ---- impact (SPEC 3.8)

    def impact(self, what):
        failed = self.view.parts(what) if what in self.map.units else set()
        own = self.view.services_of(what) if failed else {what}
        weakened = self.view.used_by({what}) - own if failed and self.map.units[what].kind == "person" else set()
        services, hit = self.flood(own | weakened)
        exposed = self.exposed(services, hit)
        owned = sorted(key for key, party in self.map.parties.items() if failed and party.owner == what)
        payers = [{key: row[key] for key in ("id", "amount", "services")} for row in self.payers_of(services)]
        return {
            "custmap": 2,
            "of": what,
            "money": self.money(own, services) | {"exposed": total(row["amount"] for row in exposed)},
            "services": self.services_hit(services, own, weakened, failed),
            "hit": ordered(
                {"id": key, "kind": self.kind(key), "step": hit[key][1], "broad_steps": hit[key][0]} for key in hit
            ),
            "parties": [row["id"] for row in ordered(listed(hit)) if self.view.is_active(row["id"])],
            "payers": payers,
            "exposed": exposed,
            "relationships": owned,
            "backups_missing": [key for key in owned if not self.map.parties[key].backup],
        }

    def flood(self, start):
        """Everything that is hit at its least (broad steps, step): the services, and the recipients and parties."""
        services, hit, waiting = {}, {}, [((0, 1), service) for service in start]
        heapq.heapify(waiting)
        while waiting:
            (broad, step), key = heapq.heappop(waiting)
            if key in self.map.parties:
                reached = [((broad, step), to, ()) for to in self.map.parties[key].reaches]
            elif key in services:
                continue
            else:
                services[key] = (broad, step)
                reached = [
                    self.hit_by(r, broad, step) for r in self.map.services[key].relationships if self.receives(r.to)
                ]
            for cost, to, used in reached:
                if to not in hit or cost < hit[to]:
                    hit[to] = cost
                    if self.view.is_customer(to):
                        heapq.heappush(waiting, ((cost[0], cost[1] + 1), to))
                for service in used:
                    heapq.heappush(waiting, ((cost[0], cost[1] + 1), service))
        return services, hit

    def receives(self, recipient):
        """SPEC 2: only active services receive."""
        return recipient not in self.map.services or self.map.services[recipient].active

    def hit_by(self, relationship, broad, step):
        """What a step along a relationship hits: its cost, the recipient, and the services used there."""
        cost = broad + self.view.is_broad(relationship), step
        return cost, relationship.to, self.view.use(relationship)

    def services_hit(self, services, own, weakened, failed):
        rows = listed(services)
        for row in rows:
            row["down"] = None
            if row["id"] in weakened:
                row["down"] = False
            elif row["id"] in own:
                providers = self.map.services[row["id"]].providers
                row["down"] = not failed or all(provider in failed for provider in providers)
        return ordered(rows)

    def money(self, own, services):
        """The stated payments of the services hit, each once: own, through, broad."""
        sums = {"own": [], "through": [], "broad": []}
        for service, (broad, _) in services.items():
            part = "own" if service in own else "broad" if broad else "through"
            sums[part] += [amount for _, amount, _, basis in self.payments(service) if basis == "stated"]
        return {part: total(amounts) for part, amounts in sums.items()}

    def exposed(self, services, hit):
        """SPEC 3.8: stated payments by parties for services that are not hit, but serve an active beneficiary that is hit
        without a broad step."""
        failed = {key for key, (broad, _) in hit.items() if broad == 0 and self.view.is_customer(key)}
        found = {}
        for service in sorted(set(self.view.services) - set(services)):
            if failed & set(self.active_served(self.map.services[service])):
                for payer, amount, _, basis in self.payments(service):
                    if basis == "stated" and payer in self.map.parties:
                        found.setdefault(payer, []).append((service, amount))
        return [
            {
                "id": key,
                "amount": total(a for _, a in found[key]),
                "services": sorted({s for s, _ in found[key]}),
            }
            for key in sorted(found)
        ]


def total(amounts):
    """The sum of those amounts that are known; none where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def listed(costs):
    return [{"id": key, "step": step, "broad_steps": broad} for key, (broad, step) in costs.items()]


def ordered(rows):
    return sorted(rows, key=lambda row: (row["broad_steps"], row["step"], row["id"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("map")
    parser.add_argument("--within", metavar="UNIT")
    parser.add_argument("--impact", metavar="WHAT")
    options = parser.parse_args()
    with open(options.map, encoding="utf-8") as file:
        made = Map(file.read())
    if options.impact:
        answer = Derivation(made).impact(made.reference(options.impact, UNITS + ("service",)))
    else:
        within = made.reference(options.within, ("department",)) if options.within else None
        answer = Derivation(made, within).export()
    print(json.dumps(answer, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
