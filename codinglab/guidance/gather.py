"""Everything there is to search: the installed documents, edition by edition, and the cards that ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from codinglab.guidance.asked import asked_words
from codinglab.guidance.cards import Card, cards
from codinglab.guidance.documents import document_of
from codinglab.guidance.passage import CARDS, Edition
from codinglab.model import Period
from codinglab.reference.install.releases import Release, read_table

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "guidance_passage"
_LOCAL = frozenset({"lcd", "article", "local"})
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A section as its document has it, with its own days; of a card, its words and codes as well."""

    section: str
    titles: tuple[str, ...]
    text: str
    kind: str
    page: int | None
    url: str
    period: Period
    also: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """An edition with its sections in order, and how the contractors that it binds may be named.

    Attributes:
        local: it binds only those named, even where none is named.
    """

    edition: Edition
    sections: tuple[Section, ...]
    names: tuple[str, ...] = ()
    local: bool = False


def gather(releases: Iterable[Release]) -> Iterator[Gathered]:
    """The documents of the releases, then the cards; an edition ends where the next of its document begins."""
    held = [release for release in releases if TABLE in release.tables]
    ends = _ends([((release.source, release.document), release.since) for release in held])
    for release in held:
        through = ends.get(((release.source, release.document), release.since))
        yield from _documents(release, _earlier(release.through, through))
    yield from _cards()


def _documents(release: Release, through: date | None) -> Iterator[Gathered]:
    rows = read_table(release, TABLE).to_pylist()
    bound, local = _bound(release)
    versions = _ends(
        [((row["document"],), (row["since"] or release.since, row["version"])) for row in rows if row["version"]]
    )
    for (document, version), group in groupby(rows, key=lambda row: (row["document"], row["version"])):
        own = list(group)
        since = own[0]["since"] if version else release.since
        last = through
        if version:
            following = versions.get(((document,), (own[0]["since"] or release.since, version)))
            last = _earlier(_earlier(own[0]["through"], following), through)
        since = since or release.since
        if last and last < since:
            continue
        edition = Edition(
            document,
            own[0]["document_title"],
            f"version {version}" if version else release.edition,
            Period(since, last),
            release.source,
            tuple(dict.fromkeys(name for name, _ in bound.get((document, version), ()))),
        )
        names = tuple(dict.fromkeys(way for _, ways in bound.get((document, version), ()) for way in ways))
        words = asked_words(document, edition.period)
        sections = tuple(filter(None, (_section(row, edition.period, words) for row in own)))
        yield Gathered(edition, sections, names, document in local)


def _section(
    row: dict[str, Any], period: Period, words: Mapping[str, tuple[str, ...]]
) -> Section | None:
    """A row as a section, on its own days within those of the edition; None when they do not meet."""
    since, through = max(row["since"] or period.since, period.since), _earlier(row["through"], period.through)
    if through and through < since:
        return None
    return Section(
        row["section"],
        tuple(row["titles"]),
        row["text"],
        row["kind"],
        row["page"],
        row["url"],
        Period(since, through),
        " ; ".join(words.get(row["section"], ())),
    )


def _bound(release: Release) -> tuple[dict[_Key, list[tuple[str, tuple[str, ...]]]], set[str]]:
    """Whom each document binds, as it is shown and in all the ways to say it; and which bind only those."""
    found: dict[_Key, list[tuple[str, tuple[str, ...]]]] = {}
    local: set[str] = set()
    if "coverage_policy" in release.tables:
        policies = read_table(release, "coverage_policy").select(["kind", "id"]).to_pylist()
        local |= {row["id"] for row in policies if row["kind"] in _LOCAL}
    if "coverage_contractor" in release.tables:
        for row in _rows(read_table(release, "coverage_contractor")):
            local.add(row["id"])
            name, number = row["contractor"], row["number"]
            named = f"{name}, {row['state']}" if row["state"] else name
            shown = f"{named} ({number})" if number and number != name else named
            found.setdefault((row["id"], row["version"]), []).append(
                (shown, tuple(filter(None, (name, named, number))))
            )
    return found, local


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _ends(starts: list[tuple[Any, Any]]) -> dict[tuple[Any, Any], date]:
    """For each start of a document, the day before the next start; without an entry for the last."""
    found: dict[tuple[Any, Any], date] = {}
    for key, group in groupby(sorted(set(starts)), key=lambda start: start[0]):
        own = [start for _, start in group]
        for earlier, later in zip(own, own[1:], strict=False):
            day = later[0] if isinstance(later, tuple) else later
            found[key, earlier] = day - timedelta(days=1)
    return found


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _cards() -> Iterator[Gathered]:
    by_edition: dict[tuple[str, str, Period], list[Card]] = {}
    for card in cards():
        names = card.checked or (f"since {card.since}",)
        for name, period in zip(names, card.periods, strict=True):
            by_edition.setdefault((card.authority.source, name, period), []).append(card)
    for (source, name, period), held in by_edition.items():
        edition = Edition(document_of(source).id, source, name, period, CARDS)
        yield Gathered(edition, tuple(_card_section(card, period) for card in held))


def _card_section(card: Card, period: Period) -> Section:
    words = " ; ".join((*card.also, *card.codes))
    return Section(card.authority.section, (card.title,), card.rule, "text", None, "", period, words)
