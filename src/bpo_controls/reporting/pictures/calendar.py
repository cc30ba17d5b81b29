"""A scale of months: where a day stands on it, and which months to name so that the names do not touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bpo_controls.words.numbers import MONTHS

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first day of one month to the first day of another, drawn from `left` to `right` px."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def around(cls, days: list[date], left: float, right: float) -> Scale:
        """The whole months that hold all the days."""
        low, high = min(days), max(days)
        return cls(low.replace(day=1), _month(high, 1), left, right)

    def at(self, day: date) -> float:
        """Where the day stands, in px."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * share

    def ticks(self, room: float) -> tuple[tuple[date, str], ...]:
        """Month starts and their names, at least `room` px apart; the year stands with January and the first."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((s for s in _STEPS if (self.right - self.left) * s / months >= room), _STEPS[-1])
        result: list[tuple[date, str]] = []
        offset = -(self.first.month - 1) % step if step > 1 else 0
        for ahead in range(offset, months, step):
            day = _month(self.first, ahead)
            if step >= 12:
                result.append((day, str(day.year)))
            else:
                year = f" {day.year}" if not result or day.year != result[-1][0].year else ""
                result.append((day, MONTHS[day.month - 1][:3] + year))
        return tuple(result)


def _month(day: date, ahead: int) -> date:
    count = day.year * 12 + day.month - 1 + ahead
    return date(count // 12, count % 12 + 1, 1) if count < 12 * 10000 else date.max
