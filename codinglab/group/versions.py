"""Which grouper version applies to a discharge. Source: CMS, MS-DRG Definitions Manual, editions 40 to 44."""

from __future__ import annotations

from datetime import date

from codinglab.model import NotInForceError, Period

VERSIONS = {
    400: Period(date(2022, 10, 1), date(2023, 3, 31)),
    401: Period(date(2023, 4, 1), date(2023, 9, 30)),
    410: Period(date(2023, 10, 1), date(2024, 3, 31)),
    411: Period(date(2024, 4, 1), date(2024, 9, 30)),
    420: Period(date(2024, 10, 1), date(2025, 3, 31)),
    421: Period(date(2025, 4, 1), date(2025, 9, 30)),
    430: Period(date(2025, 10, 1), date(2026, 3, 31)),
    431: Period(date(2026, 4, 1), date(2026, 9, 30)),
    440: Period(date(2026, 10, 1), date(2027, 3, 31)),
}


def version_on(discharged: date) -> int:
    """The version of a discharge date, for example 431.

    Raises:
        NotInForceError: no supported version covers the day.

    >>> version_on(date(2026, 6, 18))
    431
    """
    for version, period in VERSIONS.items():
        if period.covers(discharged):
            return version
    first, last = min(VERSIONS.values(), key=lambda p: p.since), max(VERSIONS.values(), key=lambda p: p.since)
    msg = (
        f"No supported MS-DRG version for a discharge on {discharged}: "
        f"versions 40 to 44 cover {first.since} to {last.through}."
    )
    raise NotInForceError(msg)


def written(version: int) -> str:
    """The version as CMS writes it.

    >>> written(431), written(440)
    ('43.1', '44.0')
    """
    return f"{version // 10}.{version % 10}"
