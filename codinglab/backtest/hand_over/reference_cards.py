"""What an edit's reference tables are: the editions that the SQL was made for, and who publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codinglab.reference.install.catalogue import sources
from codinglab.reference.install.releases import list_releases
from codinglab.reference.rule_tables import RuleTable, installable
from codinglab.reference.slices import list_slices, read_card

_PUBLIC = "public domain (United States government work)"
_STORED = {
    "icd10cm": ("CDC/NCHS and CMS; arranged by codinglab", ("icd10cm-tabular", "icd10cm-order")),
    "icd10pcs": ("CMS; arranged by codinglab", ("icd10pcs-order",)),
    "mce": ("CMS, Definitions of Medicare Code Edits; arranged by codinglab", ()),
}


@dataclass(frozen=True, slots=True)
class TableCard:
    """A reference table, in words.

    Attributes:
        name: as the SQL calls it.
        title, publisher, licence, note: who made it, and what may be done with it.
        editions: edition, first day, last day ("" while it is the newest), whether it is whole, claim type.
        pages: the publisher's pages.
        rows: how many rows there are where the folder was written.
        ships: whether those are the few rows that codinglab ships for teaching.
    """

    name: str
    title: str
    publisher: str
    licence: str
    note: str
    editions: tuple[dict[str, Any], ...]
    pages: tuple[str, ...]
    rows: int
    ships: bool

    @property
    def is_whole(self) -> bool:
        """Whether an absent row means "no" in every edition."""
        return all(edition["whole"] for edition in self.editions)


def card_of(name: str, table: RuleTable) -> TableCard:
    """The card of a table that is there."""
    editions = tuple(
        {
            "edition": edition.edition,
            "since": edition.period.since.isoformat(),
            "through": edition.period.through.isoformat() if edition.period.through else "",
            "whole": edition.complete,
            "claim_type": kind or "all",
        }
        for kind, held in table.editions.items()
        for edition in held
    )
    official = [source for source in installable(name) if source in sources()]
    installed = [source for source in official if list_releases(source)]
    rows = table.rows.num_rows
    pages = tuple(dict.fromkeys(sources()[source].page for source in official))
    if name in list_slices() and not installed:
        card = read_card(name)
        return TableCard(
            name, card.title, card.publisher, card.licence, card.note, editions, pages, rows, ships=True
        )
    if installed:
        told = [sources()[source] for source in installed]
        title = "; ".join(dict.fromkeys(one.title for one in told))
        publisher = "; ".join(dict.fromkeys(one.publisher for one in told))
        licence = "; ".join(dict.fromkeys(one.licence for one in told))
        return TableCard(name, title, publisher, licence, "", editions, pages, rows, ships=False)
    publisher, ids = _STORED[name.split("_", maxsplit=1)[0]]
    pages = tuple(dict.fromkeys(sources()[one].page for one in ids if one in sources()))
    note = "Compiled by codinglab from the published files; the page of the publisher has those."
    return TableCard(name, name, publisher, _PUBLIC, note, editions, pages, rows, ships=False)
