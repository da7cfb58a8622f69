"""Which findings of a report are new, which are gone, and a key for each that stays the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codinglab.lab.report_html import ORDER, counted, worst_first
from codinglab.model import Finding, Report, Severity

_Identity = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in the list: its key, and whether the last change brought it."""

    key: str
    found: Finding
    new: bool


class FindingChanges:
    """Follows the findings from one report to the next.

    A finding is the same one while its edit and codes are, wherever the code has moved to; the second of two
    alike is another.
    """

    def __init__(self) -> None:
        self.listed: tuple[Listed, ...] = ()
        self._keys: dict[_Identity, str] = {}
        self._before: dict[str, Severity] | None = None

    @property
    def settled(self) -> tuple[Listed, ...]:
        """The list with nothing in it new."""
        return tuple(Listed(one.key, one.found, new=False) for one in self.listed)

    def follow(self, report: Report | None) -> str:
        """Take the next report, None where there is none, and say in words what changed."""
        known = self._before
        found = list(self._keyed(worst_first(report))) if report else []
        self.listed = tuple(Listed(key, one, known is not None and key not in known) for key, one in found)
        self._before = {key: one.severity for key, one in found} if report else None
        if known is None or report is None:
            return ""
        now = {key for key, _one in found}
        gone = _words((level for key, level in known.items() if key not in now), "mended")
        new = _words((one.found.severity for one in self.listed if one.new), "new")
        return "; ".join(filter(None, (gone, new)))

    def _keyed(self, findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
        times: Counter[tuple[str, str, str]] = Counter()
        for one in findings:
            alike = one.edit, one.code, one.other_code
            times[alike] += 1
            identity = (*alike, times[alike])
            yield self._keys.setdefault(identity, f"f{len(self._keys) + 1}"), one


def _words(levels: Iterable[Severity], what: str) -> str:
    """How many of each level, and what became of them.

    >>> _words([Severity.FAIL, Severity.INFO, Severity.FAIL], "mended")
    '2 stops, 1 note mended'
    """
    count = Counter(levels)
    said = ", ".join(counted(count[level], level) for level in ORDER if count[level])
    return f"{said} {what}" if said else ""
