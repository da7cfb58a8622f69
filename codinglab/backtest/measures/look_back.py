"""How many days of history an edit needs before the claim that it judges."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch

DAYS: Mapping[str, int] = {
    "modifier/new-patient-*": 1_096,
    "modifier/global-period-*": 90,
    "modifier/modifier-24-*": 90,
    "modifier/modifier-58-*": 90,
    "modifier/modifier-57-*": 1,
    "coverage/ncd-too-soon": 3_653,
    "coverage/ncd-sooner-*": 731,
}
"""By pattern of ids: three years of a new patient (CPT, Evaluation and Management guidelines), global periods
(100-04 ch. 12, 40.1), and the longest interval of `ncd_interval` by kind."""


def look_back(edit_id: str, more: Mapping[str, int]) -> int:
    """The days that an edit looks back; 0 where it looks at a day alone, or where nobody said.

    Args:
        edit_id: the edit.
        more: days of an analyst's own edits, by id.

    >>> look_back("modifier/global-period-visit", {}), look_back("own/a", {"own/a": 30})
    (90, 30)
    """
    if edit_id in more:
        return more[edit_id]
    return next((days for pattern, days in DAYS.items() if fnmatch(edit_id, pattern)), 0)
