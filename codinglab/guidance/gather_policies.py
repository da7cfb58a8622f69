"""Policies of the Medicare Coverage Database by version: from which export, on which days, binding whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from codinglab.guidance.gathered import Bound, Gathered, earlier, section_of
from codinglab.guidance.passage import Edition
from codinglab.model import Period
from codinglab.reference.install.releases import Release, read_table
from codinglab.reference.sources.coverage_versions import version_spans
from codinglab.reference.sources.passages import PASSAGES

_CATALOGUE = "coverage-catalogue"
_LOCAL = frozenset({"lcd", "article"})
_Key = tuple[str, int]


def policies(releases: Sequence[Release]) -> Iterator[Gathered]:
    """Every version of every policy once: of its latest export, of the catalogue only where no export has it.

    A version ends the day before a higher one begins, and where a later export of its source has its document
    no more, the day before that export. One that says no first day holds from the first export that has it.
    """
    taken: dict[_Key, tuple[Release, list[dict[str, Any]]]] = {}
    first_seen: dict[_Key, date] = {}
    newest: dict[str, Release] = {}
    last_seen: dict[tuple[str, str], Release] = {}
    for release in sorted(
        releases, key=lambda release: (release.source == _CATALOGUE, -release.since.toordinal())
    ):
        newest.setdefault(release.source, release)
        for key, rows in _by_version(release).items():
            taken.setdefault(key, (release, rows))
            first_seen[key] = min(release.since, first_seen.get(key, release.since))
            last_seen.setdefault((release.source, key[0]), release)
    spans = version_spans(
        (document, version, rows[0]["since"] or first_seen[document, version], rows[0]["through"])
        for (document, version), (_, rows) in taken.items()
    )
    facts = {release.folder: (bound_by(release), _local(release)) for release in releases}
    for key, (since, through) in spans.items():
        release, rows = taken[key]
        seen = last_seen[release.source, key[0]]
        if seen is not newest[seen.source]:
            through = earlier(through, newest[seen.source].since - timedelta(days=1))
        if through and through < since:
            continue
        bound, local = facts[release.folder]
        yield _policy(release, rows, Period(since, through), bound.get(key, ()), local=key[0] in local)


def _policy(
    release: Release, rows: list[dict[str, Any]], period: Period, bound: tuple[Bound, ...], *, local: bool
) -> Gathered:
    first = rows[0]
    edition = Edition(
        first["document"],
        first["document_title"],
        f"version {first['version']}",
        period,
        release.source,
        tuple(dict.fromkeys(map(str, bound))),
    )
    sections = (section_of({**row, "since": None, "through": None}, period, {}) for row in rows)
    return Gathered(edition, tuple(filter(None, sections)), bound, local)


def bound_by(release: Release) -> Mapping[_Key, tuple[Bound, ...]]:
    """Whom each document of a release binds, by its id and version."""
    found: dict[_Key, dict[Bound, None]] = {}
    if "coverage_contractor" in release.tables:
        for row in read_table(release, "coverage_contractor").to_pylist():
            whom = Bound(row["contractor"], row["number"], row["state"])
            found.setdefault((row["id"], row["version"]), {})[whom] = None
    return {key: tuple(whom) for key, whom in found.items()}


def _local(release: Release) -> frozenset[str]:
    rows = read_table(release, "coverage_policy").select(["kind", "id"]).to_pylist()
    return frozenset(row["id"] for row in rows if row["kind"] in _LOCAL)


def _by_version(release: Release) -> dict[_Key, list[dict[str, Any]]]:
    found: dict[_Key, list[dict[str, Any]]] = {}
    for row in read_table(release, PASSAGES).to_pylist():
        found.setdefault((row["document"], row["version"]), []).append(row)
    return found
