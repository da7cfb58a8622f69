"""What `codinglab.lookup` and `codinglab.code` answer: small typed results that a notebook shows well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from codinglab.lab.display import element, style
from codinglab.model import InvalidInputError
from codinglab.parse import as_day
from codinglab.reference.code_view import CodeView, view
from codinglab.reference.search import Hit, find
from codinglab.reference.search.find import SYSTEMS, why_nothing
from codinglab.reference.systems import list_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Found:
    """Codes found for what was typed on a day.

    Attributes:
        hits: best first.
        not_searched: why nothing was found for a code, and the code systems left out, a sentence each.
    """

    text: str
    on: date
    hits: tuple[Hit, ...]
    not_searched: tuple[str, ...]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, place: int) -> Hit:
        return self.hits[place]

    def rows(self) -> list[dict[str, Any]]:
        """One plain dict a code, for JSON."""
        return [row(hit) for hit in self.hits]

    def to_pandas(self) -> pd.DataFrame:
        """One row a code: the columns of `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(_COLUMNS))

    def __repr__(self) -> str:
        lines = [f"{hit.entry.written + mark(hit):10} {hit.entry.title}" for hit in self.hits]
        return "\n".join([f"{len(self.hits)} codes for “{self.text}” on {self.on}", *lines])

    def _repr_html_(self) -> str:
        head = "".join(element("th", name, scope="col") for name in ("code", "title", "found in", "valid"))
        body = "".join(
            element(
                "tr",
                element("td", escape(hit.entry.written + mark(hit)), css="cl-code"),
                element("td", escape(hit.entry.title)),
                element("td", escape(place(hit))),
                element("td", escape(days(hit))),
            )
            for hit in self.hits
        )
        caption = element("caption", f"{len(self.hits)} codes for “{escape(self.text)}” on {self.on}")
        told = "".join(element("p", escape(one), css="cl-places") for one in self.not_searched)
        table = element(
            "table", caption, element("thead", element("tr", head)), element("tbody", body), css="cl-table"
        )
        return style() + element("div", table, told, css="cl-page")


@dataclass(frozen=True, slots=True)
class Shown:
    """The tabular view of one code, shown as a page in a notebook."""

    view: CodeView

    def __repr__(self) -> str:
        entry = self.view.entry
        return f"{entry.written} {entry.title}: {entry.why or f'valid {entry.since} to {entry.through}'}"

    def _repr_html_(self) -> str:
        from codinglab.lab.code_page import code_page

        return style() + element("div", code_page(self.view, live=False), css="cl-page")


_COLUMNS = (
    "system",
    "code",
    "title",
    "billable",
    "needs",
    "found_in",
    "phrase",
    "edition",
    "read_as",
    "since",
    "through",
)


def lookup(
    text: str, on: date | str | None = None, limit: int = 20, systems: Sequence[str] = SYSTEMS
) -> Found:
    """Find codes by the beginning of a code or by words, valid on a day (today by default).

    Args:
        text: "E11.2", "type 2 diab kid", "fx femur neck left", "pnuemonia" …
        on: the day asked about, a date or "2026-06-09".
        limit: at most so many codes.
        systems: "ICD-10-CM", "ICD-10-PCS", "HCPCS Level II", "CPT"; all by default.

    Raises:
        InvalidInputError: nothing was typed, or `on` is not a day.
        NotInForceError: no installed code list of these systems covers the day.
        StoreError: there is no reference store.
    """
    if not isinstance(text, str) or not text.strip():
        msg = 'Write the beginning of a code, or words: lookup("type 2 diab kid").'
        raise InvalidInputError(msg)
    day = as_day(on)
    hits = find(text, day, limit, systems)
    told = not_searched(day, systems)
    return Found(text, day, hits, told if hits else (*why_nothing(text, day), *told))


def code(written: str, on: date | str | None = None) -> Shown:
    """The tabular view of an ICD-10-CM code on a day (today by default).

    Raises:
        InvalidInputError: what was written cannot be a code, or `on` is not a day.
        NotInForceError: no code list covers the day.
        StoreError: there is no reference store.
    """
    return Shown(view(str(written), as_day(on)))


def not_searched(on: date, systems: Sequence[str] = SYSTEMS) -> tuple[str, ...]:
    """The systems that cannot be searched on a day, with the reason."""
    told = []
    for system in systems:
        codes = list_of(system)
        if not codes.periods:
            told.append(f"{system} is not installed.")
        elif not codes.covers(on):
            held = ", and ".join(str(period) for period in codes.periods)
            told.append(f"{system} is installed for {held}; not for {on}.")
    return tuple(told)


def row(hit: Hit) -> dict[str, Any]:
    """A code found, as plain data."""
    entry = hit.entry
    values = (
        hit.system,
        entry.written,
        entry.title,
        entry.billable,
        entry.why,
        hit.found_in,
        hit.shown,
        hit.edition,
        hit.corrected,
        str(entry.since or ""),
        str(entry.through or ""),
    )
    return dict(zip(_COLUMNS, values, strict=True))


def mark(hit: Hit) -> str:
    """A dash after a code that needs more characters."""
    return "" if hit.entry.billable else "-"


def place(hit: Hit) -> str:
    """Where a code was found, in words; "" when its own title or code answered."""
    fixed = f"read as “{hit.corrected}”; " if hit.corrected else ""
    if hit.found_in in {"code", "title"} and not fixed and hit.shown == hit.entry.title:
        return ""
    book = " ".join(part for part in (hit.found_in, hit.edition) if part)
    return f"{fixed}{book}: {hit.shown}"


def days(hit: Hit) -> str:
    """The days a code is valid, or what it needs."""
    if not hit.entry.billable:
        return hit.entry.why
    return f"{hit.entry.since} to {hit.entry.through or 'open'}"
