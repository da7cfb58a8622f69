"""The tables that edits read: from the store, from what ships, and from what the user installed.

A row holds from `since` to `through`, both included (`through` null: still in force), cut to the days of
its edition, so that one day is answered by one edition: of those installed the latest that has begun.
What the user installed takes the place of the extract that ships, for the claim type it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from codinglab.model import ClaimType, Period
from codinglab.reference import coverage_tables
from codinglab.reference.install.releases import Release, list_releases, read_table
from codinglab.reference.slices import SliceCard, list_slices, read_card, read_slice
from codinglab.reference.store import Store, open_store

if TYPE_CHECKING:
    import pyarrow as pa

_ALL = ("",)
_BILLED = (ClaimType.PROFESSIONAL.value, ClaimType.OUTPATIENT.value)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a table for one claim type: what people call it, its days, whether it is whole.

    `complete=False` is an extract: an absent row means "not known", not "no".
    """

    edition: str
    period: Period
    complete: bool


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table with the editions that its rows come from, by claim type; "" for all types alike."""

    rows: pa.Table
    editions: dict[str, tuple[Edition, ...]]


@dataclass(frozen=True, slots=True)
class _Installable:
    """An official source: whose claims it is for, and its table in the columns of the extract."""

    source: str
    claim_types: tuple[str, ...]
    shape: Callable[[Release, str], pa.Table]


def rule_table(name: str, store: Store | None = None) -> RuleTable | None:
    """A table by its name; None when it is nowhere.

    Args:
        name: as edits name it in `reads`.
        store: the store of what comes inside packages; by default the one that is there.

    Raises:
        StoreError: the store, or an installed edition, is missing or damaged.
    """
    store = store or open_store()
    if name in store.tables:
        return RuleTable(store.read(name), _stored(store, name))
    parts, editions = [], {}
    for source in _SOURCES.get(name, ()):
        releases = list_releases(source.source)
        for claim_type in source.claim_types if releases else ():
            cut = _cut(releases)
            parts += [_within(source.shape(release, claim_type), period) for release, period in cut]
            editions[claim_type] = _held(releases)
    if name in list_slices():
        _add_slice(name, parts, editions)
    if not parts:
        return None
    return RuleTable(_joined(parts), editions)


def editions_of(name: str, store: Store) -> dict[str, tuple[Edition, ...]]:
    """The editions that `rule_table` would answer from, by claim type, without reading a row.

    Raises:
        StoreError: the manifest of an installed edition is damaged.
    """
    if name in store.tables:
        return _stored(store, name)
    editions: dict[str, tuple[Edition, ...]] = {}
    for source in _SOURCES.get(name, ()):
        releases = list_releases(source.source)
        editions.update({kind: _held(releases) for kind in source.claim_types if releases})
    if name in list_slices():
        card = read_card(name)
        _fill(editions, _shipped(card), by_type="claim_type" in card.columns)
    return editions


def _stored(store: Store, name: str) -> dict[str, tuple[Edition, ...]]:
    facts = store.tables[name]
    through = date.fromisoformat(facts["through"]) if facts["through"] else None
    period = Period(date.fromisoformat(facts["since"]), through)
    return {"": (Edition(facts["edition"], period, complete=True),)}


def _held(releases: tuple[Release, ...]) -> tuple[Edition, ...]:
    return tuple(
        Edition(f"{release.source} {release.edition}", period, complete=not _is_part(release))
        for release, period in _cut(releases)
    )


def _shipped(card: SliceCard) -> tuple[Edition, ...]:
    return tuple(Edition(one.edition, one.period, complete=one.complete) for one in card.release)


def _fill(
    editions: dict[str, tuple[Edition, ...]], shipped: tuple[Edition, ...], *, by_type: bool
) -> list[str]:
    """Give what ships to the claim types of which nothing is installed; which they are."""
    if not editions:
        editions[""] = shipped
        return [""]
    missing = [kind for kind in _BILLED if by_type and kind not in editions and "" not in editions]
    editions.update(dict.fromkeys(missing, shipped))
    return missing


def _cut(releases: tuple[Release, ...]) -> Iterator[tuple[Release, Period]]:
    """The editions with their days, each ended by the one after it."""
    for place, release in enumerate(releases):
        later = releases[place + 1].since - timedelta(days=1) if place + 1 < len(releases) else None
        ends = [day for day in (release.through, later) if day is not None]
        yield release, Period(release.since, min(ends) if ends else None)


def _is_part(release: Release) -> bool:
    return "only" in release.edition


def _within(table: pa.Table, period: Period) -> pa.Table:
    """The rows that hold on a day of a period, with their days cut to it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    since = pc.max_element_wise(table.column("since"), pa.scalar(period.since, pa.date32()))
    last = pa.scalar(period.through, pa.date32())
    through = pc.min_element_wise(table.column("through").cast(pa.date32()), last)
    table = table.set_column(table.column_names.index("since"), "since", since.cast(pa.date32()))
    table = table.set_column(table.column_names.index("through"), "through", through)
    return table.filter(pc.or_kleene(pc.is_null(through), pc.greater_equal(through, since)))


def _add_slice(name: str, parts: list[pa.Table], editions: dict[str, tuple[Edition, ...]]) -> None:
    """What ships, for the claim types of which nothing is installed."""
    import pyarrow.compute as pc

    table, card = read_slice(name)
    filled = _fill(editions, _shipped(card), by_type="claim_type" in table.column_names)
    if filled == [""]:
        parts.append(table)
    elif filled:
        parts.append(table.filter(pc.is_in(table.column("claim_type"), value_set=_strings(filled))))


def _joined(parts: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    names = [name for name in parts[0].column_names if all(name in part.column_names for part in parts)]
    schema = pa.schema([parts[0].schema.field(name) for name in names])
    return pa.concat_tables([part.select(names).cast(schema) for part in parts])


def _strings(values: list[str]) -> Any:
    import pyarrow as pa

    return pa.array(values, pa.string())


def _named(release: Release, claim_type: str, *, table: str, days: bool = False) -> pa.Table:
    """A table of a release with its claim type; with its own days where its rows have none."""
    import pyarrow as pa

    rows = read_table(release, table)
    if claim_type and "claim_type" not in rows.column_names:
        rows = rows.add_column(0, "claim_type", pa.array([claim_type] * rows.num_rows, pa.string()))
    if days:
        rows = rows.append_column("since", pa.array([release.since] * rows.num_rows, pa.date32()))
        rows = rows.append_column("through", pa.nulls(rows.num_rows, pa.date32()))
    return rows


_SOURCES: dict[str, tuple[_Installable, ...]] = {
    "ncci_ptp": tuple(
        _Installable(f"ncci-ptp-{kind}", (claim_type,), partial(_named, table="ncci_ptp"))
        for kind, claim_type in (("practitioner", "professional"), ("hospital", "outpatient"))
    ),
    "ncci_mue": tuple(
        _Installable(f"ncci-mue-{kind}", (claim_type,), partial(_named, table="ncci_mue", days=True))
        for kind, claim_type in (("practitioner", "professional"), ("hospital", "outpatient"))
    ),
    "ncci_add_on": (_Installable("ncci-add-on", _ALL, partial(_named, table="ncci_add_on")),),
    "coverage_article": (_Installable("coverage-articles", _BILLED, coverage_tables.articles),),
    "coverage_diagnosis": (_Installable("coverage-articles", _ALL, coverage_tables.diagnoses),),
    "coverage_paragraph": (_Installable("coverage-articles", _ALL, coverage_tables.paragraphs),),
    "hcpcs_code": (_Installable("hcpcs", _ALL, partial(_named, table="hcpcs_code")),),
    "opps_status": (_Installable("opps-addendum-b", _ALL, partial(_named, table="opps_status", days=True)),),
    "mpfs_indicator": (_Installable("mpfs", _ALL, partial(_named, table="mpfs_indicator", days=True)),),
}

_STORED = (
    "icd10cm_code",
    "icd10cm_category",
    "icd10cm_cancer_history",
    "icd10cm_excludes",
    "icd10cm_header",
    "icd10cm_instruction",
    "icd10cm_integral",
    "icd10cm_partner",
    "icd10cm_seventh",
    "icd10cm_side",
    "icd10cm_trimester",
    "icd10pcs_code",
    "mce_diagnosis_flag",
    "mce_procedure_flag",
)


def rule_table_names() -> tuple[str, ...]:
    """The names of all rule tables there may be, in order."""
    return tuple(sorted({*_STORED, *_SOURCES, *list_slices()}))


def installable(name: str) -> tuple[str, ...]:
    """The ids of the official sources (`reference/sources.toml`) that a table can be installed from.

    >>> installable("ncci_mue")
    ('ncci-mue-practitioner', 'ncci-mue-hospital')
    """
    return tuple(source.source for source in _SOURCES.get(name, ()))
