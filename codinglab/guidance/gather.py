"""Everything there is to search: the installed documents, edition by edition, and the cards that ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from codinglab.guidance.asked import asked_words
from codinglab.guidance.cards import Card, cards
from codinglab.guidance.elsewhere import topics
from codinglab.guidance.gather_policies import bound_by, policies
from codinglab.guidance.gathered import Gathered, Section, earlier, section_of
from codinglab.guidance.passage import CARDS, Edition
from codinglab.model import Period, StoreError
from codinglab.reference.install.releases import Release, read_table
from codinglab.reference.sources.passages import PASSAGES

_POLICIES = "coverage_policy"
_READ = (PASSAGES, _POLICIES, "coverage_contractor")


def readable(releases: Iterable[Release]) -> tuple[tuple[Release, ...], tuple[str, ...]]:
    """The releases whose words can be read, and a sentence for each that is damaged, with the cure."""
    found: list[Release] = []
    faults: list[str] = []
    for release in releases:
        try:
            for table in _READ if PASSAGES in release.tables else ():
                if table in release.tables:
                    read_table(release, table)
            found.append(release)
        except StoreError as fault:
            faults.append(str(fault))
    return tuple(found), tuple(faults)


def gather(releases: Iterable[Release]) -> Iterator[Gathered]:
    """The documents of the releases, policies by version, the cards, and what other documents answer.

    An edition ends the day before the next installed edition of its document begins.
    """
    held = [release for release in releases if PASSAGES in release.tables]
    whole = [release for release in held if _POLICIES not in release.tables]
    for _, group in groupby(sorted(whole, key=_by_document), key=lambda release: _by_document(release)[:2]):
        own = list(group)
        for release, following in zip(own, [*own[1:], None], strict=True):
            end = following.since - timedelta(days=1) if following else None
            yield from _documents(release, Period(release.since, earlier(release.through, end)))
    yield from policies([release for release in held if _POLICIES in release.tables])
    yield from _cards()
    yield from topics(frozenset(name for release in held for name in (release.source, release.document)))


def _by_document(release: Release) -> tuple[str, str, date]:
    return release.source, release.document, release.since


def _documents(release: Release, period: Period) -> Iterator[Gathered]:
    rows: list[dict[str, Any]] = read_table(release, PASSAGES).to_pylist()
    bound = bound_by(release)
    for document, group in groupby(rows, key=lambda row: row["document"]):
        own = list(group)
        whom = bound.get((document, 0), ())
        words = asked_words(document, period)
        names = tuple(dict.fromkeys(map(str, whom)))
        edition = Edition(document, own[0]["document_title"], release.edition, period, release.source, names)
        sections = tuple(filter(None, (section_of(row, period, words) for row in own)))
        yield Gathered(edition, sections, whom, local=bool(whom))


def _cards() -> Iterator[Gathered]:
    by_edition: dict[tuple[str, str, str, Period], list[tuple[Card, str]]] = {}
    for card in cards():
        held, section = card.place
        names = card.checked or (f"since {card.since}",)
        for name, period in zip(names, card.periods, strict=True):
            by_edition.setdefault((held, card.authority.source, name, period), []).append((card, section))
    for (held, source, name, period), own in by_edition.items():
        edition = Edition(held, source, name, period, CARDS)
        yield Gathered(edition, tuple(_card_section(card, section, period) for card, section in own))


def _card_section(card: Card, section: str, period: Period) -> Section:
    words = " ; ".join((*card.also, *card.codes))
    return Section(section, (card.title,), card.rule, "text", None, "", period, words)
