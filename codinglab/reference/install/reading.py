"""What a reader is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from codinglab.reference.install.archive import Archive

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Request:
    """An official file to read, and what the person said of it.

    Attributes:
        archive: the file, opened safely.
        since: the first day it holds, when the person said so; else the reader finds it in the file
            or its name, or refuses.
        through: the last day it holds, when the person said so.
        title: what the person calls the document, "" when nothing was said.
        binds: the contractors or payers it binds, as the person said; none: everybody.
        say: called with a sentence and the share done, 0 to 1.
    """

    archive: Archive
    since: date | None = None
    through: date | None = None
    title: str = ""
    binds: tuple[str, ...] = ()
    say: Progress = field(default=lambda _sentence, _share: None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A release as read: its edition and days, its tables, and what the person should know.

    Attributes:
        edition: as people say it, "FY2026 October", "2026 Q2".
        since, through: the days it holds, both included; `through=None` until the next release.
        tables: Arrow tables by table id.
        remarks: sentences for the person (for example "dates before 2019-07-01 are cut to that day").
        document: the id of the document, for a source that publishes many, each with editions of its own
            (a chapter of a manual, a local policy); small letters, digits and hyphens.
    """

    edition: str
    since: date
    through: date | None
    tables: dict[str, pa.Table]
    remarks: tuple[str, ...] = ()
    document: str = ""


Reader = Callable[[Request], Reading]
