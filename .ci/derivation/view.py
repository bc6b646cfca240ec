"""The whole organisation, or a department as one (SPEC 3.9): who holds whom, who uses what, and every chain to the outside."""

import heapq
from dataclasses import dataclass
from functools import cache

from mapfile import EVERYONE


@dataclass(frozen=True)
class Arrow:
    """One step of a chain: from a service, or from a party that passes on, to a recipient or party."""

    start: str  # id of the service or of the party
    service: str  # the id shown; empty where a party passes on
    to: str
    broad: int
    unfunded: int
    nexts: tuple  # the services and the party from which a chain goes on, or at which it ends


class View:
    def __init__(self, made, within=None):
        self.map, self.within = made, within
        self.everyone = set(made.units)
        self.leads = {unit.lead for unit in made.units.values()}
        self.parts_of = self.find_parts()
        self.units = self.parts(within) if within else self.everyone
        self.services = {key: s for key, s in made.services.items() if s.active and self.is_seen(s)}
        self.provided = {unit: set() for unit in self.map.units}
        for key, service in self.services.items():
            for unit in self.everyone & set(service.providers):
                self.provided[unit].add(key)
        self.counted = {key for key in self.services if self.unit_providers(key)}
        self.arrows = self.find_arrows()
        self.arrows_from = {}
        for arrow in self.arrows:
            self.arrows_from.setdefault(arrow.start, []).append(arrow)
        self.targets = self.find_targets()
        self.best = {target: self.chains_to(target) for target in self.targets}

    def is_seen(self, service):
        """SPEC 3.9: "services = those with a provider among them"."""
        return not self.within or any(provider in self.units for provider in service.providers)

    # ---- who holds whom (SPEC parts 1 and 2)

    def around(self, unit):
        """The departments that a unit is part of, nearest first, without itself."""
        found, unit = [], self.map.units[unit].parent
        while unit:
            found.append(unit)
            unit = self.map.units[unit].parent
        return found

    def find_parts(self):
        """The parts of every unit."""
        found = {unit: set() for unit in self.map.units}
        for unit in self.map.units:
            for whole in [unit] + self.around(unit):
                found[whole].add(unit)
        return found

    def parts(self, unit):
        return self.parts_of[unit]

    def held(self, recipient):
        """The held units of a recipient, or of the organisation, in the whole organisation."""
        if recipient in self.map.units:
            return self.parts(recipient)
        if recipient in (EVERYONE, self.map.id):
            return self.everyone
        if recipient in self.map.groups:
            return self.held_by_group(self.map.groups[recipient])
        return set()

    def held_by_group(self, group):
        """SPEC 2, "Groups": members and selected units, without the excepted ones."""
        found = set()
        for member in group.members:
            found |= self.held(member)
        if group.where:
            found |= self.selected(group.where)
        for excluded in group.excluded:
            found -= self.held(excluded)
        return found

    def selected(self, where):
        named = [u for u in self.map.units if all(self.has(u, key, v) for key, v in where.items() if key != "site")]
        found = set().union(*map(self.parts, named))
        if "site" in where:
            found = {unit for unit in found if self.site(unit) in where["site"]}
        return found

    def has(self, unit, key, values):
        unit = self.map.units[unit]
        if key == "tag":
            return any(tag in values for tag in unit.tags)
        if key == "leads":
            leads = "true" if unit.id in self.leads else "false"
            return unit.kind == "person" and leads in (value.lower() for value in values)
        return getattr(unit, key) in values  # kind, role

    def site(self, unit):
        """The site that a unit states, else that of the nearest department around it that states one."""
        sites = [self.map.units[u].site for u in [unit] + self.around(unit)]
        return next((site for site in sites if site), None)

    @cache
    def led_by(self, person):
        return sorted(key for key, unit in self.map.units.items() if unit.lead == person)

    def led_by_within(self, person):
        return [department for department in self.led_by(person) if department in self.units]

    def around_within(self, unit):
        """SPEC 3.9: "`shared` goes no higher than U"."""
        return [department for department in self.around(unit) if department in self.units]

    # ---- who uses what (SPEC 3.1, 3.2)

    def unit_providers(self, service):
        return {provider for provider in self.services[service].providers if provider in self.units}

    def provided_by(self, units):
        return set().union(*(self.provided[unit] for unit in units))

    @cache
    def services_of(self, unit):
        """SPEC 3.1: S(u)."""
        return self.provided_by(self.parts(unit))

    def used_by(self, units):
        """SPEC 3.2: the services used by held units, the rule for a person applied to every person among them and to
        the persons that a led department brings in turn."""
        used, waiting, seen = self.provided_by(units), sorted(units), set(units)
        while waiting:
            person = self.map.units[waiting.pop()]
            if person.kind != "person":
                continue
            used |= self.provided_by({person.id} | ({person.parent} & self.units))
            for department in self.led_by(person.id):
                brought = self.parts(department) & self.units  # SPEC 3.9: "outside U left out"
                used |= self.provided_by(brought)
                waiting.extend(brought - seen)
                seen |= brought
        return used

    def use(self, relationship):
        """SPEC 3.2: what the recipient uses the service for."""
        recipient = relationship.to
        if recipient in self.map.services:
            return {recipient} & set(self.services)
        used = self.used_by(self.held(recipient) & self.units)
        if relationship.only_for is not None:
            used &= set(relationship.only_for)
        return used

    def is_broad(self, relationship):
        """SPEC 3.3, second paragraph."""
        if relationship.to != EVERYONE and relationship.to not in self.map.groups:
            return False
        used = self.use(relationship)
        providers = set().union(*map(self.unit_providers, used))
        return 2 * len(used) >= len(self.counted) and len(providers) >= 2

    # ---- who is outside (SPEC 3.4, 3.9)

    def outside_units(self, relationship):
        """SPEC 3.9: the units and groups that count as parties of the department looked at, of one relationship."""
        recipient = relationship.to
        if recipient in self.map.services:
            service = self.map.services[recipient]
            return sorted(p for p in service.providers if service.active and p in self.everyone - self.units)
        return [recipient] if self.held(recipient) - self.units else []

    def is_active(self, party):
        return party in self.map.parties and self.map.parties[party].active

    def is_customer(self, party):
        """Whether somebody outside is an active beneficiary."""
        return self.is_active(party) and self.map.parties[party].list == "beneficiary"

    def find_targets(self):
        named = {unit for s in self.services.values() for r in s.relationships for unit in self.outside_units(r)}
        return sorted(named | {party for party in self.map.parties if self.is_customer(party)})

    # ---- chains (SPEC 3.3)

    def is_funded(self, service):
        """Whether a service has a `paid_by` of its own that names a party."""
        payers = [payment.payer for payment in self.map.services[service].paid_by or ()]
        served = any(self.is_customer(r.to) for r in self.map.services[service].relationships)
        return any(payer in self.map.parties or (payer == "recipients" and served) for payer in payers)

    def find_arrows(self):
        found = []
        for key, service in self.services.items():
            for relationship in service.relationships:
                found += self.arrows_of(key, relationship)
        for party in filter(self.is_customer, self.map.parties):
            for to in filter(self.is_customer, self.map.parties[party].reaches):
                found.append(Arrow(party, "", to, 0, 0, (to,)))
        return found

    def arrows_of(self, service, relationship):
        """The steps along one relationship: to a party, on through its use, to what counts as a party."""
        recipient = relationship.to
        unfunded = int(not self.is_funded(service))
        ends = [recipient] if self.is_customer(recipient) else self.outside_units(relationship)
        found = [Arrow(service, service, end, 0, unfunded, (end,)) for end in ends]
        used = tuple(sorted(self.use(relationship)))
        return found + [Arrow(service, service, recipient, int(self.is_broad(relationship)), 0, used)]

    def chains_to(self, target):
        """For every service and party its best chain to one target: (broad steps, steps, unfunded, chain), where the
        order of these tuples is the order of SPEC 3.3. Dijkstra's search, backwards from the target."""
        arriving = {}
        for arrow in self.arrows:
            for node in arrow.nexts:
                arriving.setdefault(node, []).append(arrow)
        best, waiting = {}, [(0, 0, 0, (), target)]
        while waiting:
            *cost, chain, node = heapq.heappop(waiting)
            if node in best:
                continue
            best[node] = (*cost, chain)
            for arrow in arriving.get(node, ()):
                if arrow.start not in best:
                    heapq.heappush(waiting, (*with_step(best[node], arrow), arrow.start))
        return best

    def first_steps(self, services, target):
        """The best chain along each first step from any of these services."""
        best = self.best[target]
        starting = [arrow for service in services for arrow in self.arrows_from.get(service, ())]
        return [(arrow, with_step(best[node], arrow)) for arrow in starting for node in arrow.nexts if node in best]

    def chain(self, services, target):
        """The chain shown from any of these services (SPEC 3.3), or none."""
        return min((self.best[target][s] for s in services if s in self.best[target]), default=None)

    def through(self, services, target):
        """SPEC 3.3: the recipients of the first steps of all chains equal in broad steps, steps and funded."""
        steps = self.first_steps(services, target)
        least = min(cost[:3] for _, cost in steps)
        return sorted({arrow.to for arrow, cost in steps if cost[:3] == least})


def with_step(cost, arrow):
    """The cost of a chain with one step put before it. Only the step out of the last service knows whether it is funded."""
    broad, steps, unfunded, chain = cost
    return (broad + arrow.broad, steps + 1, unfunded | arrow.unfunded, ((arrow.service, arrow.to),) + chain)
