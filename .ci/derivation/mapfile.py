"""Reads one map (SPEC part 2) into plain records whose references are ids.

Only valid maps are read: what SPEC calls an error stops with an exception that says so, without a place.
"""

import re
from dataclasses import dataclass, field

import yaml

EVERYONE = "everyone"
UNITS = ("department", "person")
PARTIES = ("beneficiary", "payer")
RECIPIENTS = UNITS + ("group", "everyone", "service") + PARTIES
ANYTHING = RECIPIENTS + ("organisation",)


class MapError(Exception):
    """A map that SPEC part 2 does not allow."""


@dataclass
class Unit:
    id: str
    name: str
    kind: str  # department or person
    parent: str = None  # the department around it; none: directly under the organisation
    lead: str = None  # of a department: a person
    tags: list = field(default_factory=list)
    site: str = None
    role: str = None
    headcount: int = None
    leaving: bool = False
    successor: str = None


@dataclass
class Group:
    id: str
    name: str
    members: list  # ids of units and groups, or everyone
    where: dict  # selector -> list of values
    excluded: list
    size: int = None


@dataclass
class Relationship:
    service: str
    to: str
    only_for: list = None  # `for`: ids of services; none: no restriction
    measurements: list = field(default_factory=list)  # mappings as written
    agreed: bool = False
    named_again: bool = False


@dataclass
class Payment:
    payer: str  # an id, or `recipients`
    amount: float = None
    kind: str = None  # the key `as`


@dataclass
class Service:
    id: str
    name: str
    providers: list  # ids of units, or of the organisation
    relationships: list = field(default_factory=list)
    paid_by: list = None  # none: not stated; empty: nobody pays
    active: bool = True


@dataclass
class Party:
    id: str
    name: str
    list: str  # beneficiary or payer
    kind: str
    status: str  # active, prospect or former
    reaches: list
    owner: str
    backup: str
    entry: dict  # all keys as written

    @property
    def active(self):
        return self.status == "active"


class TextLoader(yaml.BaseLoader):
    """Reads every scalar as the text that is written (SPEC 2: "Text stays as written")."""


class Map:
    """The organisation, its units, groups, services and parties by id, in the order of the file."""

    def __init__(self, text):
        document = yaml.load(text, TextLoader)
        self.document = {key: value for key, value in document.items() if value != ""}
        self.units, self.groups, self.services, self.parties = {}, {}, {}, {}
        organisation = one_of(self.document, "organisation", "organization")
        self.name, self.kind = organisation["name"], organisation.get("kind", "company")
        self.names = Names(self.document, organisation)
        self.id = self.names.organisation
        self.read_units()
        self.read_groups()
        self.read_parties()
        self.read_services()
        self.paid_by = self.payments(organisation.get("paid_by"))
        self.read_measurements()
        self.verdicts = self.read_verdicts()
        self.checks = self.document.get("checks") or {}
        self.allows = self.read_allows()

    def entries(self, kind):
        """Each entry of one list, with its id."""
        return [(entry, self.names.id_of[id(entry)]) for entry in entries_of(self.document, kind)]

    def reference(self, text, kinds):
        return self.names.resolve(text, kinds)

    def read_units(self):
        for entry, key in self.entries("department"):
            self.units[key] = unit = Unit(key, entry["name"], "department")
            unit.parent = self.optional(entry, "part_of", ("department",))
            unit.lead = self.optional(entry, "lead", ("person",))
            unit.headcount = number(entry.get("headcount"))
            unit.tags, unit.site = as_list(entry.get("tags")), entry.get("site") or None
        for entry, key in self.entries("person"):
            self.units[key] = unit = Unit(key, entry["name"], "person")
            unit.parent = self.optional(entry, "department", ("department",))
            unit.tags, unit.site, unit.role = (
                as_list(entry.get("tags")),
                entry.get("site") or None,
                entry.get("role") or None,
            )
            unit.leaving = bool(entry.get("leaving"))
            unit.successor = self.optional(entry, "successor", ("person",))

    def optional(self, entry, key, kinds):
        return self.reference(entry[key], kinds) if entry.get(key) else None

    def read_groups(self):
        kinds = UNITS + ("group", "everyone")
        for entry, key in self.entries("group"):
            members = [self.reference(item, kinds) for item in as_list(entry.get("members"))]
            excluded = [self.reference(item, kinds) for item in as_list(entry.get("except"))]
            where = {name: as_list(value) for name, value in (entry.get("where") or {}).items()}
            self.groups[key] = Group(key, entry["name"], members, where, excluded, number(entry.get("size")))

    def read_parties(self):
        for kind in PARTIES:
            for entry, key in self.entries(kind):
                reaches = [self.reference(item, ("beneficiary",)) for item in as_list(entry.get("reaches"))]
                owner, backup = self.looking_after(entry.get("relationship") or {})
                self.parties[key] = Party(
                    key,
                    entry["name"],
                    kind,
                    entry.get("kind") or "person",
                    entry.get("status") or "active",
                    reaches,
                    owner,
                    backup,
                    entry,
                )

    def looking_after(self, entry):
        """The relationship owner and the backup. Who is named as both is no backup."""
        owner, backup = (self.optional(entry, key, UNITS) for key in ("owner", "backup"))
        return owner, None if backup == owner else backup

    def read_services(self):
        for entry, key in self.entries("service"):
            providers = [self.reference(item, UNITS + ("organisation",)) for item in as_list(entry.get("provided_by"))]
            active = (entry.get("status") or "active") == "active"
            self.add_service(entry, Service(key, entry["name"], providers, active=active))
        for kind in UNITS:  # the shorthand: `serves` on a unit
            for entry, key in self.entries(kind):
                if entry.get("serves") not in (None, ""):
                    self.add_service(entry, Service(key + ".serves", entry["name"], [key]))

    def add_service(self, entry, service):
        service.relationships = merged(self.relationship(service.id, item) for item in as_list(entry.get("serves")))
        service.paid_by = self.payments(entry.get("paid_by"))
        self.services[service.id] = service

    def relationship(self, service, item):
        if not isinstance(item, dict):
            return Relationship(service, self.reference(item, RECIPIENTS))
        made = Relationship(service, self.reference(item["to"], RECIPIENTS))
        if item.get("for") not in (None, ""):
            made.only_for = [self.reference(name, ("service",)) for name in as_list(item["for"])]
        made.measurements = as_list(item.get("satisfaction"))
        made.agreed = bool(item.get("agreed"))
        return made

    def payments(self, value):
        if value in (None, ""):
            return None
        return [self.payment(item) for item in as_list(value)]

    def payment(self, item):
        entry = item if isinstance(item, dict) else {"from": item}
        payer = self.reference(entry["from"], UNITS + PARTIES + ("organisation", "recipients"))
        return Payment(payer, number(entry.get("amount")), entry.get("as") or None)

    def read_measurements(self):
        for entry in as_list(self.document.get("measurements")):
            service = self.services[self.reference(entry["service"], ("service",))]
            of = self.reference(entry["of"], RECIPIENTS)
            matching = [r for r in service.relationships if r.to == of]
            if not matching:
                raise MapError(f"{of} is no recipient of {service.id}")
            matching[0].measurements = matching[0].measurements + [entry]

    def read_verdicts(self):
        """The verdict and its reason, by unit and customer."""
        found = {}
        for entry in as_list(self.document.get("verdicts")):
            pair = self.reference(entry["unit"], UNITS), self.reference(entry["customer"], ("beneficiary",))
            if pair in found:
                raise MapError(f"two verdicts on {pair}")
            found[pair] = entry["verdict"], entry.get("because") or None
        return found

    def read_allows(self):
        """The finding and the thing of each `allow`."""
        allows = as_list(self.document.get("allow"))
        return [(allow["finding"], self.reference(allow["of"], ANYTHING)) for allow in allows]


def merged(relationships):
    """SPEC 1: a relationship is one service and one recipient of it. Who is named twice is used for what either says."""
    found = {}
    for relationship in relationships:
        first = found.setdefault(relationship.to, relationship)
        if first is not relationship:
            both = None not in (first.only_for, relationship.only_for)
            first.only_for = first.only_for + relationship.only_for if both else None
            first.measurements = first.measurements + relationship.measurements
            first.agreed = first.agreed or relationship.agreed
            first.named_again = True
    return list(found.values())


LISTS = {
    "department": ("departments",),
    "person": ("people",),
    "group": ("groups",),
    "service": ("services",),
    "beneficiary": ("beneficiaries", "customers"),
    "payer": ("payers", "funders"),
}


class Names:
    """The ids and names of a map (SPEC 2, "Ids" and "References")."""

    def __init__(self, document, organisation):
        self.kinds = {}  # id -> kind
        self.named = {}  # folded name -> [(kind, id)]
        self.id_of = {}  # python id of an entry -> id
        self.organisation = organisation.get("id") or slug(organisation["name"])
        self.add(self.organisation, "organisation", organisation["name"])
        listed = [(kind, entry) for kind in LISTS for entry in entries_of(document, kind)]
        taken = [self.organisation] + [entry.get("id") or slug(entry["name"]) for _, entry in listed]
        for kind, entry in listed:
            key = entry.get("id") or slug(entry["name"])
            # SPEC 2: "Where such a slug is also another thing's id or slug, the entry without an id gets its list's word".
            if not entry.get("id") and taken.count(key) > 1:
                key = f"{kind}-{key}"
            self.id_of[id(entry)] = key
            self.add(key, kind, entry["name"])
            if kind in UNITS and entry.get("serves") not in (None, ""):
                self.add(key + ".serves", "service", None)

    def add(self, key, kind, name):
        if key in self.kinds or not key or key.casefold() in (EVERYONE, "organisation", "organization", "recipients"):
            raise MapError(f"id {key!r} is taken, empty or reserved")
        self.kinds[key] = kind
        if name is not None:
            self.named.setdefault(fold(name), []).append((kind, key))

    def resolve(self, text, kinds):
        """The id of the thing of one of these kinds that the text names."""
        if text.casefold() == EVERYONE and "everyone" in kinds:
            return EVERYONE
        if text.casefold() in ("organisation", "organization") and "organisation" in kinds:
            return self.organisation
        if text.casefold() == "recipients" and "recipients" in kinds:
            return "recipients"
        if self.kinds.get(text) in kinds:
            return text
        # SPEC 2: "Where only services are allowed, a unit means its unnamed service."
        if kinds == ("service",) and text + ".serves" in self.kinds:
            return text + ".serves"
        found = [key for kind, key in self.named.get(fold(text), ()) if kind in kinds]
        if not found and kinds == ("service",):
            found = [key + ".serves" for kind, key in self.named.get(fold(text), ()) if key + ".serves" in self.kinds]
        if len(found) != 1:
            raise MapError(f"{text!r} is unknown or ambiguous")
        return found[0]


def entries_of(document, kind):
    return [entry for key in LISTS[kind] for entry in as_list(document.get(key))]


def slug(name):
    """SPEC 2, "Ids": the id that a name gives."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-_")


def fold(name):
    """SPEC 2, "References": a name without case and superfluous white space."""
    return " ".join(name.casefold().split())


def as_list(value):
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def number(text):
    return None if text in (None, "") else float(text)


def one_of(document, *keys):
    found = [document[key] for key in keys if key in document]
    if len(found) != 1:
        raise MapError(f"exactly one of {keys} is needed")
    return found[0]
