"""A reviewer's verdicts on a sample: `review/<edit>/<reviewer>.json`, saved whole at every verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from codinglab.backtest.sampled import Sample, review_files, review_folder
from codinglab.model import InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.safe_file import SafeFile, check_name

LONGEST_NOTE = 500


class Said(StrEnum):
    """What a reviewer says: of a hit, whether it is right; of a row not hit, whether it is a miss."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Reason(StrEnum):
    """Why, in a reviewer's words."""

    TABLE_WRONG = "table wrong"
    EXCEPTION = "exception applies"
    DATA_FAULT = "data fault"
    RULE_WRONG = "rule wrong"
    DOCUMENTATION = "documentation supports"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict.

    Attributes:
        unit: the unit's id in the sample.
        reason: None where none was given.
        note: the reviewer's own words, never those of a chart.
        seconds: how long the unit was looked at.
        at: when it was given, in UTC.
    """

    unit: str
    said: Said
    at: datetime
    reason: Reason | None = None
    note: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """All verdicts of one reviewer on one sample.

    Attributes:
        reviewer: who.
        sample: the fingerprint of the sample.
        second: whether it is the blind second review, of a part of the sample.
        verdicts: one a unit, in the order they were first given.
    """

    reviewer: str
    edit: str
    sample: str
    second: bool = False
    verdicts: tuple[Verdict, ...] = ()

    @property
    def by_unit(self) -> dict[str, Verdict]:
        """The verdicts by unit."""
        return {one.unit: one for one in self.verdicts}

    def with_verdict(self, verdict: Verdict) -> Review:
        """The review with a verdict more, or another one of the same unit."""
        return replace(self, verdicts=tuple({**self.by_unit, verdict.unit: verdict}.values()))


class ReviewFile:
    """Reads and writes one review, and notices when another window has written it since.

    Raises:
        InvalidInputError: the reviewer's name cannot name a file.
    """

    def __init__(self, run: Path, edit: str, reviewer: str) -> None:
        check_name("reviewer", reviewer)
        if reviewer.casefold() in {"sample", "results"}:
            msg = f"'{reviewer}' is the name of another file of the review: take another name."
            raise InvalidInputError(msg)
        self._file = SafeFile(review_folder(run, edit) / f"{reviewer}.json")

    @property
    def path(self) -> Path:
        """Where the verdicts go now."""
        return self._file.path

    def read(self, fresh: Review) -> tuple[Review, str]:
        """Read the review; "" or a message to the reviewer comes with it.

        A file that cannot be read, or is of another sample, is kept aside, and the review starts anew.

        Raises:
            InvalidInputError: the file is somebody's other review (first or second) of the sample.
        """
        try:
            data = self._file.read()
        except OSError as error:
            self._file.give_way()
            return fresh, f"Your review cannot be read ({error}). New verdicts are saved in {self.path}."
        if data is None:
            return fresh, ""
        try:
            found = parse_json(Review, data, source=self.path.name)
            if found.reviewer.casefold() != fresh.reviewer.casefold() or found.edit != fresh.edit:
                msg = f"{self.path.name} holds the review of {found.edit} by {found.reviewer}."
                raise InvalidInputError(msg)
            if found.sample != fresh.sample:
                msg = "It is of another sample of this edit."
                raise InvalidInputError(msg)
        except InvalidInputError as error:
            aside = self._file.put_aside()
            return (
                fresh,
                f"Your review is not of this sample. It is kept as {aside}; a new one begins.\n{error}",
            )
        if found.second != fresh.second:
            was, now = ("second", "first") if found.second else ("first", "second")
            msg = f"{fresh.reviewer} did the {was} review of this sample: the {now} one is for somebody else."
            raise InvalidInputError(msg)
        return found, ""

    def save(self, review: Review) -> str:
        """Write the review atomically; "" when it went where it belongs, else a message.

        What another window has written since is left as it is; from now on this review goes to a file of its
        own beside it.
        """
        message, main = "", self.path.name
        try:
            if not self._file.save(dump_json(review).encode()):
                message = (
                    f"Another window changed {main}. It was left as it is; your verdicts are now saved in "
                    f"{self.path.name}, which is not counted. To go on with the other window's, run the cell "
                    "again."
                )
        except OSError as error:
            return f"Not saved: {error}. Your verdicts are still here; free the disk or folder and go on."
        return message


def read_reviews(run: Path, sample: Sample) -> tuple[list[Review], list[str]]:
    """Every review of a sample, and a sentence for each file that is none.

    Args:
        run: the back-test's folder.
        sample: what was reviewed.
    """
    found, troubles = [], []
    for path in review_files(review_folder(run, sample.edit)):
        try:
            review = parse_json(Review, path.read_bytes(), source=path.name)
        except (InvalidInputError, OSError) as error:
            troubles.append(f"{path.name} does not count: {error}")
            continue
        if review.sample != sample.fingerprint:
            troubles.append(f"{path.name} does not count: it is of another sample.")
        else:
            found.append(review)
    return found, troubles


def counted_verdicts(reviews: Sequence[Review]) -> dict[str, Said]:
    """What first reviewers say of each unit, unsure where two of them say different things.

    Second reviews do not count, unless there is no other.
    """
    first = [review for review in reviews if not review.second]
    said: dict[str, set[Said]] = {}
    for review in first or reviews:
        for one in review.verdicts:
            said.setdefault(one.unit, set()).add(one.said)
    return {unit: Said.UNSURE if len(words) > 1 else next(iter(words)) for unit, words in said.items()}
