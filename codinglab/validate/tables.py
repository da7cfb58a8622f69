"""The reference tables that edits may read: from the store, and from what ships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from codinglab.model import Period
from codinglab.reference.slices import list_slices, read_slice
from codinglab.reference.store import open_store
from codinglab.validate.relations import TableFacts

if TYPE_CHECKING:
    import pyarrow as pa


def installed(wanted: set[str]) -> dict[str, tuple[pa.Table, TableFacts]]:
    """The tables of `wanted` that are there, with what is known of each. Missing ones are left out."""
    store = open_store()
    found: dict[str, tuple[pa.Table, TableFacts]] = {}
    for name in wanted & set(store.tables):
        facts = store.tables[name]
        through = date.fromisoformat(facts["through"]) if facts["through"] else None
        period = Period(date.fromisoformat(facts["since"]), through)
        found[name] = (store.read(name), TableFacts(facts["edition"], period, complete=True))
    for name in wanted & set(list_slices()):
        table, card = read_slice(name)
        first, last = card.release[0], card.release[-1]
        edition = ", ".join(release.edition for release in card.release)
        found[name] = (table, TableFacts(edition, Period(first.since, last.through), card.complete))
    return found
