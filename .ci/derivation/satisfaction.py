"""Satisfaction of one relationship (SPEC part 6)."""

import calendar
import math
from itertools import groupby

from mapfile import number


class Measurement:
    """One measurement, or several pooled, with its bounds as numbers."""

    def __init__(self, entry):
        nps = entry.get("metric") == "nps"
        self.metric = entry.get("metric") or None
        self.lowest = -100.0 if nps else number(entry.get("lowest")) or 0.0
        self.scale = 100.0 if nps else number(entry.get("scale")) or 10.0
        self.score = number(entry["score"])
        self.n, self.asked, self.spread = (number(entry.get(key)) for key in ("n", "asked", "spread"))
        self.promoters, self.detractors = (number(entry.get(key)) for key in ("promoters", "detractors"))
        self.measured = entry.get("measured") or None

    @property
    def day(self):
        return last_day(self.measured)

    @property
    def of_ten(self):
        return self.on_ten(self.score)

    def on_ten(self, score):
        """SPEC 6: "10 * (score - lowest) / (scale - lowest)"."""
        if self.lowest == 0 and self.scale == 10:
            return score
        return 10 * (score - self.lowest) / (self.scale - self.lowest)

    def interval(self, population):
        """The bounds of 95 % on 0 to 10 where they are measured, else none (SPEC 6)."""
        if self.metric == "nps" and None not in (self.n, self.promoters, self.detractors):
            return self.nps_interval()
        if self.spread is None or self.n is None or self.n < 2:
            return None
        half = student_t(self.n - 1) * self.spread / math.sqrt(self.n)
        if population is not None and self.n <= population:
            half *= math.sqrt((population - self.n) / (population - 1))
        return self.bounds(self.score, half)

    def as_row(self, population):
        keys = ("score", "lowest", "scale", "metric", "n", "asked", "spread", "measured")
        low, high = self.interval(population) or (None, None)
        row = {key: getattr(self, key) for key in keys}
        return row | {"low": low, "high": high, "interval": None if low is None else "measured"}

    def nps_interval(self):
        """Adjusted Wald: 3 answers added, 3/4 of one to each end."""
        n = self.n + 3
        for_us, against = (self.promoters + 0.75) / n, (self.detractors + 0.75) / n
        difference = for_us - against
        error = math.sqrt((for_us + against - difference**2) / n)
        return self.bounds(100 * difference, 100 * 1.959963984540054 * error)

    def bounds(self, middle, half):
        low, high = max(middle - half, self.lowest), min(middle + half, self.scale)
        return self.on_ten(low), self.on_ten(high)


def last_day(date):
    """A date as (year, month, day); a year or month counts as its last day (SPEC 2)."""
    if date is None:
        return (0, 0, 0)
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        parts.append(12)
    if len(parts) == 2:
        parts.append(calendar.monthrange(*parts)[1])
    return tuple(parts)


def pooled(measurements):
    """SPEC 6: measurements with the same date, lowest, scale and metric become one, weighted by n.
    Those without a date have the same one: none."""
    key = lambda m: (m.day, m.lowest, m.scale, m.metric or "")
    return [pool(list(same)) for _, same in groupby(sorted(measurements, key=key), key)]


def pool(same):
    first = same[0]
    if len(same) > 1:
        weights = [1 if m.n is None else m.n for m in same]
        if sum(weights) > 0:
            first.score = sum(m.score * w for m, w in zip(same, weights)) / sum(weights)
        first.n = None if any(m.n is None for m in same) else sum(weights)
        first.asked = None if any(m.asked is None for m in same) else sum(m.asked for m in same)
        first.spread = first.promoters = first.detractors = None
    return first


def newest(relationship):
    """The measurement that counts, or none: the newest (undated: oldest; ties: the lower)."""
    found = pooled([Measurement(entry) for entry in relationship.measurements])
    return min(found, key=lambda m: (tuple(-part for part in m.day), m.of_ten), default=None)


def listed(relationship, population):
    """Every measurement with its interval, newest first, as in SPEC 5."""
    found = [Measurement(entry) for entry in relationship.measurements]
    newest_first = sorted(found, key=lambda m: (tuple(-part for part in m.day), m.of_ten))
    return [measurement.as_row(population) for measurement in newest_first]


def of_ten(relationship):
    counting = newest(relationship)
    return None if counting is None else counting.of_ten


def lowest_of_ten(relationships):
    return min((score for score in map(of_ten, relationships) if score is not None), default=None)


def student_t(freedom):
    """The 97.5 % quantile of Student's t, by bisection of its integral."""
    low, high = 0.0, 1000.0
    for _ in range(200):
        middle = (low + high) / 2
        if one_sided(middle, freedom) < 0.475:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def one_sided(t, freedom):
    """The probability between 0 and t: with t = sqrt(freedom) * tan(a) the density is cos(a) ** (freedom - 1)."""
    factor = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    steps, end = 400, math.atan(t / math.sqrt(freedom))
    width = end / steps
    weights = [1] + [4, 2] * (steps // 2 - 1) + [4, 1]  # Simpson's rule
    return factor * width / 3 * sum(w * math.cos(i * width) ** (freedom - 1) for i, w in enumerate(weights))
