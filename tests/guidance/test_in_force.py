"""What is found is in force on the day and binds who asks: over any documents, days and contractors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.guidance import Answer, ask, toml_files
from tests.guidance.build import Shelf, answers_whatever_fits, day, row

PAYERS = ("Payer Alpha", "Other Insurer", "05102")
WHO = st.sampled_from(["", "any", *PAYERS, "payer", "OI", "Nobody"])
MEANS = {"payer": {"Payer Alpha"}, "OI": {"Other Insurer"}, "any": set(PAYERS)}
DAYS = st.integers(0, 50)
LENGTH = st.none() | st.integers(0, 30)
Days = tuple[int | None, int | None]


@dataclass(frozen=True)
class Written:
    """An edition as it was installed: its days, whom it binds, and the own days of its sections."""

    since: int
    length: int | None
    binds: tuple[str, ...]
    own: tuple[Days, ...]


OWN_DAYS = st.just((None, None)) | st.tuples(st.none() | DAYS, st.none() | DAYS).filter(
    lambda pair: None in pair or pair[0] <= pair[1]
)
BINDS = st.lists(st.sampled_from(PAYERS), unique=True, max_size=2).map(tuple)
EDITION = st.builds(Written, DAYS, LENGTH, BINDS, st.lists(OWN_DAYS, min_size=1, max_size=3).map(tuple))
EDITIONS = st.lists(EDITION, min_size=1, max_size=4, unique_by=lambda edition: edition.since)
DOCUMENTS = st.lists(EDITIONS, min_size=1, max_size=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the index, with no words of our own."""
    made = tmp_path_factory.mktemp("in-force")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml_files, "GUIDANCE", made)
        yield made


def mark(document: int, edition: int, section: int) -> str:
    return "mark" + "abcdefghij"[document] + "abcdefghij"[edition] + "abcdefghij"[section]


@settings(deadline=None, max_examples=150)
@given(DOCUMENTS, DAYS, WHO)
def test_only_what_is_in_force_and_binds_is_found(
    folder: Path, documents: list[list[Written]], on: int, who: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        answers_whatever_fits(patch)
        shelf = Shelf(folder, patch)
        allowed, others = put(shelf, documents, on, who)
        index = shelf.index()
        answer = ask("insulin", day(on), who, limit=50)
        index.close()
    assert {found.passage.text.split()[-1] for found in answer.found} == allowed
    told = {found.passage.text.split()[-1] for found in answer.elsewhere}
    assert told <= others
    assert bool(told) == (bool(others) and not allowed)
    for found in answer.found:
        edition = found.passage.edition
        assert edition.period.covers(day(on))
        assert found.passage.period.covers(day(on))
        assert not edition.binds or who == "any" or set(map(named, edition.binds)) & meant(who)
    check_notes(answer, documents, day(on))


def named(bound: str) -> str:
    """The payer, of how a binding is said."""
    return next(payer for payer in PAYERS if payer in bound)


def meant(who: str) -> set[str]:
    return MEANS.get(who, {who} & set(PAYERS))


def put(shelf: Shelf, documents: list[list[Written]], on: int, who: str) -> tuple[set[str], set[str]]:
    """Put the editions on the shelf; the marks of the sections that may be found, and of the others."""
    allowed, others = set(), set()
    for number, editions in enumerate(documents):
        begins = sorted(edition.since for edition in editions)
        for at, edition in enumerate(editions):
            marks = [mark(number, at, section) for section in range(len(edition.own))]
            shelf.put(
                [
                    row(
                        str(section),
                        f"Insulin, as {marks[section]}",
                        f"document-{number}",
                        since=None if since is None else day(since),
                        through=None if through is None else day(through),
                    )
                    for section, (since, through) in enumerate(edition.own)
                ],
                day(edition.since),
                None if edition.length is None else day(edition.since + edition.length),
                binds=edition.binds,
            )
            last = last_day(edition, begins)
            for text, (since, through) in zip(marks, edition.own, strict=True):
                first = max(edition.since, edition.since if since is None else since)
                end = min(last, 999 if through is None else through)
                if first <= on <= end and (not edition.binds or set(edition.binds) & meant(who)):
                    allowed.add(text)
                elif first <= end:
                    others.add(text)
    return allowed, others


def last_day(edition: Written, begins: list[int]) -> int:
    """The last day of an edition: its own, or the day before the next begins."""
    own = 999 if edition.length is None else edition.since + edition.length
    return min([own, *(later - 1 for later in begins if later > edition.since)])


def check_notes(answer: Answer, documents: list[list[Written]], on: date) -> None:
    """The documents of which no edition holds the day are told."""
    lacking = set()
    for number, editions in enumerate(documents):
        begins = sorted(edition.since for edition in editions)
        spans = [(day(edition.since), last_day(edition, begins)) for edition in editions]
        if not any(since <= on <= since + timedelta(last - (since - day(0)).days) for since, last in spans):
            lacking.add(f"document-{number}")
    assert {edition.document for edition in answer.not_current} == lacking
