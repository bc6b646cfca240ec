"""Takes everything out of a map that a difference does not need."""

import yaml


def reduced(text, differs):
    """The smallest map found on which the difference is still there."""
    document, shrunk = yaml.load(text, yaml.BaseLoader), True
    while shrunk:
        shrunk = False
        for path in list(paths(document)):
            smaller = without(document, path)
            if smaller is not None and differs(dumped(smaller)):
                document, shrunk = smaller, True
    return dumped(document)


def dumped(document):
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, default_flow_style=None, width=160)


def inside(value):
    """The keys or places in a mapping or list, with what is there."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def paths(value, path=()):
    """The places in a document: outer ones first, later ones first."""
    for key, inner in reversed(inside(value)):
        yield path + (key,)
        yield from paths(inner, path + (key,))


def without(value, path):
    """A copy without one place, or none where that is gone already."""
    key, *rest = path
    found = dict(inside(value))
    if key not in found:
        return None
    copy = value.copy()
    if not rest:
        del copy[key]
        return copy
    copy[key] = without(found[key], rest)
    return None if copy[key] is None else copy
