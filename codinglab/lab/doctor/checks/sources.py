"""Every official source: the editions installed, with their days; what stands in where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.model import StoreError
from codinglab.reference.install.catalogue import Source, sources
from codinglab.reference.install.releases import Release, sound_releases, verify
from codinglab.reference.rule_tables import Edition, editions_of
from codinglab.reference.slices import Release as SliceRelease
from codinglab.reference.slices import list_slices, read_card
from codinglab.reference.store import open_store


def look(on: date) -> Iterator[Check]:
    """A check for each source of reference/sources.toml, and one for each edition that is damaged."""
    releases, faults = sound_releases()
    for fault in faults:
        said, _, remedy = fault.partition(" Install it again: ")
        yield broken(
            "Installed edition", said, f"Install it again: {remedy}" if remedy else "Install it again."
        )
    for source in sources().values():
        held = [release for release in releases if release.source == source.id]
        yield from _damaged(source, held)
        yield _source(source, held, on)


def _damaged(source: Source, held: Sequence[Release]) -> Iterator[Check]:
    for release in held:
        if tables := verify(release):
            said = f"{release.edition}, read from {release.file}, is damaged: {', '.join(tables)}."
            yield broken(source.title, said, "Install it again from its file.", source.command)


def _source(source: Source, held: Sequence[Release], on: date) -> Check:
    where = f"Take the file from {source.publisher} ({source.page}), then install it."
    if held:
        said = "; ".join(f"{_named(release)}, {release.days}" for release in held)
        if any(_holds(release, on) for release in held):
            return ok(source.title, said)
        said = f"No edition is in force on {on}. Installed: {said}."
        return attention(source.title, said, where, source.command)
    if source.described:
        return ok(source.title, f"None installed (optional). They give {source.serves}")
    if not source.serves:
        return ok(source.title, "Not installed; no part of the lab asks for it")
    stand_in = _stand_in(source, on)
    whole = [edition for edition in stand_in if edition.complete]
    if whole:
        said = f"Not installed; built in: {whole[0].edition}, {whole[0].period}"
        return ok(source.title, said)
    said = f"Not installed. It gives {source.serves}."
    if stand_in:
        said += " A teaching slice stands in; what is not in it answers NOT_EVALUATED."
    return attention(source.title, said, where, source.command)


def _named(release: Release) -> str:
    return f"{release.document}, {release.edition}" if release.document else release.edition


def _holds(release: Release, on: date) -> bool:
    return release.since <= on and (release.through is None or on <= release.through)


def _stand_in(source: Source, on: date) -> list[Edition | SliceRelease]:
    """The editions in force that come inside packages or ship, and answer in place of the source."""
    try:
        built_in = open_store()
    except StoreError:
        built_in = None
    found: list[Edition | SliceRelease] = []
    for name in source.stand_in:
        if built_in is not None and name in built_in.tables:
            found += editions_of(name, built_in)[""]
        elif name in list_slices():
            found += read_card(name).release
    return [one for one in found if one.period.covers(on)]
