"""Which documents bind a contractor, as a person or a claim names it.

A table `coverage_contractor` has a row for each document, contractor, state and part. Claims name a
contractor by its number ("10112"); where an export gives none, by its name and state. A person may say the
name in full, its first words ("Noridian"), or its initials ("NGS"), each with a state after a comma
("Noridian, WA").
Source: Medicare Program Integrity Manual (100-08) ch. 13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codinglab.reference.install.columns import normal
from codinglab.reference.install.releases import Release, read_table

if TYPE_CHECKING:
    import pyarrow as pa

_STATE = re.compile(r"(.+\S)\s*,\s*([A-Za-z]{2})\s*")
_FORMS = {"inc", "llc", "corp", "corporation", "co", "company", "lp", "llp", "ltd"}


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What binds a contractor.

    Attributes:
        contractor: as it was said.
        names: the contractors that are meant, as claims name them; none when the release has no such
            contractor, of which nothing follows about other releases.
        documents: kind ("lcd", "article" or what the table calls it), id and version of each document.
    """

    contractor: str
    names: tuple[str, ...]
    documents: frozenset[tuple[str, str, int]]


def jurisdiction(release: Release, contractor: str) -> Jurisdiction:
    """Which documents of a release bind a contractor.

    Args:
        release: an edition with a table `coverage_contractor`.
        contractor: its number, its name, the first words or the initials of its name; a state may follow
            after a comma. Rows that name no state bind in every state.

    Raises:
        TableMissingError: the edition has no such table.
        StoreError: the table cannot be read.
    """
    return among(read_table(release, "coverage_contractor"), contractor)


def among(bound: pa.Table, contractor: str) -> Jurisdiction:
    """As `jurisdiction`, from the table `coverage_contractor` itself."""
    rows = bound.append_column("named", claim_names(bound))
    who = rows.select(["contractor", "number", "state", "named"])
    who = who.group_by(who.column_names).aggregate([]).to_pylist()
    said = contractor.strip()
    meant = [row for row in who if row["named"] == said] or who_is_meant(who, said)
    if not meant:
        return Jurisdiction(contractor, (), frozenset())
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = [pa.array([row[name] for row in meant]) for name in ("contractor", "number", "state")]
    wanted = pa.table(dict(zip(("contractor", "number", "state"), keys, strict=True)))
    met = rows.join(wanted, wanted.column_names, join_type="left semi")
    documents = met.select(["kind", "id", "version"])
    found = documents.group_by(documents.column_names).aggregate([]).to_pylist()
    names = pc.unique(met.column("named")).to_pylist()
    return Jurisdiction(
        contractor,
        tuple(sorted(names)),
        frozenset((row["kind"], row["id"], row["version"]) for row in found),
    )


def claim_names(bound: pa.Table) -> pa.ChunkedArray:
    """How claims name the contractor of each row: its number, else its name and state.

    Args:
        bound: a table with the columns contractor, number and state.
    """
    import pyarrow.compute as pc

    state = pc.if_else(
        pc.equal(bound["state"], ""), "", pc.binary_join_element_wise("", bound["state"], ", ")
    )
    named = pc.binary_join_element_wise(bound["contractor"], state, "")
    return pc.if_else(pc.equal(bound["number"], ""), named, bound["number"])


def who_is_meant(who: list[dict[str, str]], said: str) -> list[dict[str, str]]:
    """The rows of the contractors that a person means; none when there is no such contractor.

    Args:
        who: contractors with their contractor, number and state.
        said: a number, a name, its first words or its initials; a state may follow after a comma.
    """
    match = _STATE.fullmatch(said.strip())
    return _meant(who, said.strip(), "") or (_meant(who, match[1], match[2].upper()) if match else [])


def _meant(who: list[dict[str, str]], said: str, state: str) -> list[dict[str, str]]:
    """The rows of who is meant; a whole name or number wins over first words, and those over initials."""
    there = [row for row in who if not state or row["state"] in {"", state}]
    wanted = normal(said)
    if not wanted:
        return []
    names = [(row, normal(row["contractor"])) for row in there]
    found = (
        [row for row, name in names if row["number"] == said or name == wanted],
        [row for row, name in names if f"{name} ".startswith(f"{wanted} ")],
        [row for row, _ in names if _initials(row["contractor"]) == wanted],
    )
    return next((rows for rows in found if rows), [])


def _initials(name: str) -> str:
    """The initials of a name without its legal form.

    >>> _initials("National Government Services, Inc.")
    'ngs'
    """
    return "".join(word[0] for word in normal(name).split() if word not in _FORMS)
