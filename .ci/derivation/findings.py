"""The findings of SPEC part 4 as (code, severity, subject).

findings.py MAP [--today DATE] [--within UNIT]
"""

import argparse
from functools import cached_property

import satisfaction
from derive import Derivation
from mapfile import Map


class Findings:
    def __init__(self, made, today):
        self.map, self.today = made, satisfaction.last_day(today)
        self.derivation = Derivation(made)
        self.view = self.derivation.view
        self.rows = {unit: self.derivation.unit(unit) for unit in made.units}
        self.services = self.view.services.values()
        self.relationships = [
            r
            for s in self.services
            for r in s.relationships
            if self.derivation.receives(r.to) and self.is_current(r.to)
        ]

    def is_current(self, recipient):
        """A prospect or a former customer receives nothing today."""
        return recipient not in self.map.parties or self.map.parties[recipient].active

    def all(self, within=None):
        """The findings that `checks` and `allow` of the map leave; of a department those of its units and services."""
        levels = {"only-broad-chains": "off"} | self.map.checks
        used, found = set(), []
        for code, severity, subject in self.raised:
            if levels.get(code) == "off":
                continue
            allows = {allow for allow in self.map.allows if allow[0] == code and self.covers(allow[1], subject)}
            used |= allows
            if not allows:
                found.append((code, levels.get(code, severity), subject))
        found += self.unused_allows(levels, used)
        return sorted(finding for finding in found if within is None or self.is_of(within, finding))

    def covers(self, thing, subject):
        """SPEC 2: an `allow` silences a finding for a thing, a unit with its parts."""
        return subject == thing or (thing in self.map.units and subject in self.view.parts(thing))

    def unused_allows(self, levels, used):
        """allow-unused: an `allow` that silences nothing, unless its finding is off. One for `allow-unused` silences at
        least what would be found of itself."""
        if levels.get("allow-unused") == "off":
            return []
        unused = [of for code, of in self.map.allows if (code, of) not in used and levels.get(code) != "off"]
        silent = [of for code, of in self.map.allows if code == "allow-unused"]
        left = [of for of in unused if not any(self.covers(thing, of) for thing in silent)]
        return [("allow-unused", levels.get("allow-unused", "note"), of) for of in left]

    def is_of(self, department, finding):
        """SPEC 3.9: findings of a division are those of its units and its services; a relationship with a party is its
        owner's."""
        code, _, subject = finding
        parts = self.view.parts(department)
        if subject in self.map.services:
            return bool(parts & set(self.map.services[subject].providers))
        if code == "single-relationship":
            return self.map.parties[subject].owner in parts
        return subject in parts

    @cached_property
    def raised(self):
        """The findings before `checks` and `allow`."""
        checks = [
            self.units,
            self.chains,
            self.uses,
            self.beneficiaries,
            self.payers,
            self.unmeasured,
            self.scores,
            self.owners,
            self.people,
            self.reasons,
            self.agreements,
            self.verdicts,
            self.groups,
        ]
        return [finding for check in checks for finding in check()]

    # ---- units

    def units(self):
        """unit-without-service, no-secondary-customer, no-primary-chain."""
        empty = [unit for unit in self.map.units if self.is_empty(unit)]
        yield from (("unit-without-service", "warning", unit) for unit in self.topmost(empty))
        others = [unit for unit in self.map.units if not set(empty) & set([unit] + self.view.around(unit))]
        lonely = [unit for unit in others if not self.rows[unit]["secondary"]]
        for unit in filter(self.serves_somebody, self.topmost(lonely)):
            yield "no-secondary-customer", "note" if self.serves_a_party(unit) else "warning", unit
        cut_off = [unit for unit in others if not any(map(self.has_chain, [unit] + self.view.around(unit)))]
        for unit in filter(self.serves_somebody, self.topmost(cut_off)):
            yield "no-primary-chain", "warning", unit

    def is_empty(self, unit):
        made = self.map.units[unit]
        return not self.view.services_of(unit) and (made.kind == "department" or not made.parent)

    def topmost(self, units):
        return [unit for unit in units if not set(units) & set(self.view.around(unit))]

    def serves_somebody(self, unit):
        """Not where all its services serve nobody: a unit without a service has none that serves nobody."""
        services = self.view.services_of(unit)
        return not services or any(self.recipients(self.view.services[s]) for s in services)

    def recipients(self, service):
        return [r for r in service.relationships if self.derivation.receives(r.to)]

    def serves_a_party(self, unit):
        return any(r.service in self.view.services_of(unit) and r.to in self.map.parties for r in self.relationships)

    def has_chain(self, unit):
        """Whether a row by a chain of the unit's own is left."""
        return any(row["reach"] != "shared" for row in self.rows[unit]["primary"])

    def chains(self):
        """only-broad-chains."""
        for unit, rows in self.rows.items():
            own = {row["reach"] for row in rows["primary"]} - {"shared"}
            if own == {"broad"}:
                yield "only-broad-chains", "note", unit

    # ---- services

    def uses(self):
        """service-serves-nobody, use-without-effect, duplicate-recipient."""
        for service in self.services:
            if not self.recipients(service):
                yield "service-serves-nobody", "warning", service.id
            for relationship in service.relationships:
                if relationship.named_again:
                    yield "duplicate-recipient", "note", service.id
                used = self.view.used_by(self.view.held(relationship.to))
                for _ in set(relationship.only_for or ()) - used:
                    yield "use-without-effect", "warning", service.id

    def beneficiaries(self):
        """beneficiary-not-served, little-known-customer."""
        for party in filter(self.view.is_customer, self.map.parties):
            if not self.view.chain(set(self.view.services), party):
                yield "beneficiary-not-served", "warning", party
            made = self.map.parties[party]
            if made.kind != "society" and self.known(made) < 3:
                yield "little-known-customer", "note", party

    def known(self, party):
        """How many of the seven things worth knowing are known."""
        entry = party.entry
        tested = [reason for reason in entry.get("reasons") or () if is_tested(reason)]
        things = [entry.get("since"), entry.get("drivers") or entry.get("pressures"), entry.get("won_by")]
        return sum(map(bool, things + [entry.get("kept_by"), entry.get("buys_from"), tested, party.owner]))

    # ---- payers

    def payers(self):
        """service-without-payer, payer-assumed, payer-pays-nothing, third-party-funded."""
        serving = [s for s in self.services if self.derivation.active_served(s) and s.paid_by is None]
        if self.map.kind == "company" and self.map.paid_by is None and serving:
            yield "payer-assumed", "note", self.map.id
        if self.map.kind != "company":
            for service in serving:
                if not self.derivation.paid_for_outside(service):
                    yield "service-without-payer", "warning", service.id
        for party in self.map.parties.values():
            if party.list == "payer" and party.id not in self.named_payers():
                yield "payer-pays-nothing", "note", party.id
        for service in self.services:
            if self.is_funded_by_others(service):
                yield "third-party-funded", "note", service.id

    def named_payers(self):
        """Whom a service names, or a default reaches."""
        named = {payment.payer for service in self.map.services.values() for payment in service.paid_by or ()}
        reached = {
            payer for s in self.services for payer, *_, basis in self.derivation.payments(s.id) if basis == "default"
        }
        return named | reached

    def is_funded_by_others(self, service):
        served = {r.to for r in service.relationships if self.view.is_active(r.to)}
        payers = {payer for payer, *_, basis in self.derivation.payments(service.id) if basis == "stated"}
        return any(payer in self.map.parties and served - {payer} and payer not in served for payer in payers)

    # ---- satisfaction

    def unmeasured(self):
        """satisfaction-unknown."""
        unknown = [r for r in self.relationships if not r.measurements and self.kind(r.to) != "society"]
        if not any(r.measurements for s in self.map.services.values() for r in s.relationships):
            return [("satisfaction-unknown", "note", self.map.id)] if unknown else []
        providers = {provider for r in unknown for provider in self.map.services[r.service].providers}
        return [("satisfaction-unknown", "note", provider) for provider in providers]

    def kind(self, recipient):
        return self.map.parties[recipient].kind if recipient in self.map.parties else None

    def scores(self):
        """satisfaction-stale, customer-unhappy, small-sample: of the newest measurement of each relationship."""
        for relationship in self.relationships:
            newest = satisfaction.newest(relationship)
            if newest is None:
                continue
            if not newest.measured or self.is_stale(newest.day):
                yield "satisfaction-stale", "note", relationship.service
            if newest.score < 0 if newest.metric == "nps" else newest.of_ten < 6:
                yield "customer-unhappy", "warning", relationship.service
            if newest.n is not None and newest.n < 30 and not (newest.asked and 2 * newest.n > newest.asked):
                yield "small-sample", "note", relationship.service

    def is_stale(self, day):
        year, month, of_month = self.today
        return day < (year - 1, month, of_month)

    # ---- who looks after whom

    def owners(self):
        """no-relationship-owner, single-relationship."""
        for party in self.map.parties.values():
            if party.active and not party.owner and party.kind in ("business", "government", "nonprofit"):
                yield "no-relationship-owner", "note", party.id
            if party.status != "former" and self.is_single(party):
                yield "single-relationship", ("error" if self.is_unfollowed(party.owner) else "warning"), party.id

    def is_single(self, party):
        return party.owner and self.map.units[party.owner].kind == "person" and not party.backup

    def is_unfollowed(self, unit):
        return self.map.units[unit].leaving and not self.map.units[unit].successor

    def people(self):
        """leaving-without-successor."""
        for person in filter(self.is_unfollowed, self.map.units):
            sole = any(service.providers == [person] for service in self.services)
            owned = any(
                party.owner == person and party.backup
                for party in self.map.parties.values()
                if party.status != "former"
            )
            if self.view.led_by(person) or sole or owned:
                yield "leaving-without-successor", "warning", person

    def reasons(self):
        """untested-assumption, refuted-assumption."""
        for party in self.map.parties.values():
            reasons = party.entry.get("reasons") or ()
            for reason in reasons:
                if not is_tested(reason):
                    yield "untested-assumption", "note", party.id
            if [reason.get("confidence") for reason in reasons] == ["refuted"]:
                yield "refuted-assumption", "warning", party.id

    # ---- agreements, verdicts and groups

    def agreements(self):
        """promise-without-agreement: one per relationship outside."""
        for promise in self.relationships:
            if promise.agreed and self.view.is_customer(promise.to):
                if any(self.is_needed(promise.service, other) for other in self.relationships if not other.agreed):
                    yield "promise-without-agreement", "note", promise.service

    def is_needed(self, service, other):
        return service in self.view.use(other) and not self.view.is_broad(other)

    def verdicts(self):
        """verdict-unused, verdict-contradicted."""
        for (unit, customer), (verdict, _) in self.map.verdicts.items():
            reach, _ = self.derivation.row_reach(unit, customer) if self.view.is_customer(customer) else (None, None)
            if reach is None:
                yield "verdict-unused", "note", unit
            elif reach == "direct" and verdict == "rejected":
                yield "verdict-contradicted", "warning", unit

    def groups(self):
        """empty-group, unused-group."""
        named = {r.to for service in self.map.services.values() for r in service.relationships}
        for group in self.map.groups.values():
            named |= set(group.members) | set(group.excluded)
        # Silencing that a group is unused does not use it.
        named |= {of for code, of in self.map.allows if code != "unused-group"}
        for group in self.map.groups:
            if not self.view.held(group):
                yield "empty-group", "warning", group
            elif group not in named:
                yield "unused-group", "note", group


def is_tested(reason):
    """A reason that is `supported` without a source is an untested assumption."""
    confidence = reason.get("confidence")
    return confidence == "refuted" or (confidence == "supported" and bool(reason.get("source")))


CODES = """
unit-without-service no-secondary-customer no-primary-chain only-broad-chains service-serves-nobody
use-without-effect beneficiary-not-served service-without-payer payer-assumed payer-pays-nothing
third-party-funded satisfaction-unknown satisfaction-stale customer-unhappy small-sample
no-relationship-owner single-relationship leaving-without-successor little-known-customer
untested-assumption refuted-assumption promise-without-agreement verdict-unused verdict-contradicted
empty-group unused-group duplicate-recipient allow-unused
""".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("map")
    parser.add_argument("--today", default="2026-11-28")
    parser.add_argument("--within", metavar="UNIT")
    options = parser.parse_args()
    with open(options.map, encoding="utf-8") as file:
        made = Map(file.read())
    for finding in Findings(made, options.today).all(options.within):
        print(*finding)


if __name__ == "__main__":
    main()
