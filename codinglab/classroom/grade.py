"""Grading: every answers file of a class assessed, the raw score beside the final one, attempt by attempt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codinglab.claims.assemble import claim_from
from codinglab.classroom.collect import Collected, Trouble
from codinglab.classroom.roster import Learner, Roster
from codinglab.model import (
    AnswerKey,
    Answers,
    Attempt,
    Case,
    Claim,
    CodinglabError,
    LintFinding,
    Query,
    Report,
    Scorecard,
)
from codinglab.reference.case_folders import case_folders
from codinglab.reference.cases import KEY, load_case, load_key
from codinglab.score import Ruling, Standard, assess, final, score, standard
from codinglab.score.queries import linted
from codinglab.validate import validate_many

Say = Callable[[str, float], None]
BATCH = 50
"""Claims checked together: as many as the engine of single claims takes, which has its edits compiled."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One learner's work on one case, graded.

    Attributes:
        learner: from the roster.
        answers: what was graded.
        raw: the score before rulings; `card` is the score after them.
        first: the score of the first attempt; that of `raw` when nothing was handed in before.
        late: whether the last attempt came after the class's due time.
        overtime: whether it took longer than the case's minutes with the learner's extra time.
        queries: each query with what the linter says.
    """

    learner: Learner
    case: Case
    answers: Answers
    raw: Scorecard
    card: Scorecard
    first: Scorecard
    late: bool
    overtime: bool
    queries: tuple[tuple[Query, tuple[LintFinding, ...]], ...]

    @property
    def attempts(self) -> int:
        """How often the work was handed in."""
        return len(self.answers.attempts)


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A class graded: by learner and case, with the roster, the keys' standards, and what was left over."""

    grades: tuple[Grade, ...]
    roster: Roster
    standards: dict[str, Standard]
    troubles: tuple[Trouble, ...]


def grade(
    collected: Collected,
    roster: Roster,
    rulings: Sequence[Ruling] = (),
    *,
    keys: Path | None = None,
    opened: dict[str, AnswerKey] | None = None,
    say: Say = lambda _sentence, _share: None,
) -> Gradebook:
    """Grade what a class handed in; the same files give the same gradebook, whenever and wherever.

    Args:
        collected: the answers.
        roster: of the class.
        rulings: what the educator decided on objections.
        keys: a folder of cases with their keys; by default the user's own and those that ship.
        opened: keys that were unsealed, by case; they go before others.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        StoreError: the reference store is missing or damaged.
    """
    troubles = list(collected.troubles)
    standards = _standards(collected.answers, roster, keys, opened or {}, troubles)
    wanted = [answers for answers in collected.answers if answers.case in standards]
    reports = _reports(wanted, standards, lambda share: say("checking claims", 0.6 * share))
    decided: dict[tuple[str, str], list[Ruling]] = {}
    for ruling in rulings:
        decided.setdefault((ruling.learner.casefold(), ruling.case), []).append(ruling)
    grades = []
    for number, (answers, report) in enumerate(zip(wanted, reports, strict=True), start=1):
        ruled = decided.get((answers.learner.casefold(), answers.case), [])
        grades.append(_grade(answers, report, standards[answers.case], roster, ruled))
        if number % BATCH == 0:
            say(f"graded {number:,} of {len(wanted):,}", 0.6 + 0.4 * number / len(wanted))
    troubles.extend(_idle(rulings, grades))
    say(f"{len(wanted):,} graded", 1.0)
    return Gradebook(tuple(grades), roster, standards, tuple(troubles))


def _idle(rulings: Iterable[Ruling], grades: Iterable[Grade]) -> Iterator[Trouble]:
    """Rulings that change nothing, since no scorecard has their line: a slip of the pen, or later work."""
    known = {
        (grade.answers.learner.casefold(), grade.case.id, line.item)
        for grade in grades
        for line in grade.raw.lines
    }
    for ruling in rulings:
        if (ruling.learner.casefold(), ruling.case, ruling.item) not in known:
            why = f"The ruling on {ruling.learner}, {ruling.case}, '{ruling.item}' meets no line of a score."
            yield Trouble("rulings.json", why)


def absent(roster: Roster, answers: Iterable[Answers]) -> Iterator[Trouble]:
    """The learners of the roster, and the cases of the class, that nothing was handed in for."""
    worked: dict[str, set[str]] = {}
    for one in answers:
        worked.setdefault(one.learner.casefold(), set()).add(one.case)
    for name, learner in sorted(roster.learners.items()):
        done = worked.get(name, set())
        missing = [case for case in roster.about.cases if case not in done]
        if missing and done:
            yield Trouble(learner.learner, f"Nothing was handed in for {', '.join(missing)}.")
        elif not done:
            yield Trouble(learner.learner, "Nothing was handed in.")


def open_folder(case_id: str, keys: Path | None = None) -> Path | None:
    """The folder that holds the cases among which this one stands with its key, None when there is none."""
    found = (folder for folder in case_folders(keys).get(case_id, ()) if (folder / KEY).is_file())
    return next((folder.parent for folder in found), None)


def _standards(
    answers: Iterable[Answers],
    roster: Roster,
    keys: Path | None,
    opened: dict[str, AnswerKey],
    troubles: list[Trouble],
) -> dict[str, Standard]:
    """The standard of each case that was handed in; a case without a key is a trouble, told once."""
    standards: dict[str, Standard] = {}
    for case_id in sorted({one.case for one in answers}):
        if roster.about.cases and case_id not in roster.about.cases:
            troubles.append(Trouble(case_id, "The case is not among those of class.toml; it was not graded."))
            continue
        try:
            if case_id in opened:
                standards[case_id] = standard(load_case(case_id), opened[case_id])
                continue
            folder = open_folder(case_id, keys)
            if folder is None:
                why = "Its key is not here: name the folder of the keys, or the passphrase of the set."
                troubles.append(Trouble(case_id, why))
                continue
            standards[case_id] = standard(load_case(case_id, folder), load_key(case_id, folder))
        except CodinglabError as error:
            troubles.append(Trouble(case_id, str(error)))
    return standards


def _reports(
    answers: Sequence[Answers], standards: dict[str, Standard], say: Callable[[float], None]
) -> list[Report]:
    """What the edits say of each claim; equal claims are checked once, and no claim sees another.

    Claims of one type go together, so that a batch asks the edits of few types.
    """
    claims = [claim_from(standards[one.case].case, one) for one in answers]
    alike: dict[Claim, str] = {}
    for claim in sorted(claims, key=lambda claim: claim.claim_type):
        alike.setdefault(claim, f"claim-{len(alike)}")
    unique = [
        replace(claim, claim_id=name, patient=replace(claim.patient, id=name))
        for claim, name in alike.items()
    ]
    found: dict[str, Report] = {}
    for start in range(0, len(unique), BATCH):
        found |= validate_many(unique[start : start + BATCH])
        say(min(1.0, (start + BATCH) / len(unique)))
    return [found[alike[claim]] for claim in claims]


def _grade(
    answers: Answers, report: Report, against: Standard, roster: Roster, rulings: Sequence[Ruling]
) -> Grade:
    case, learner = against.case, roster.of(answers.learner)
    raw = assess(against, answers, report)
    own = [replace(ruling, learner=answers.learner) for ruling in rulings]
    card = final(raw, case, against.key, own)
    last = answers.attempts[-1] if answers.attempts else None
    due = roster.about.due
    allowed = case.minutes * 60 * learner.extra_time
    return Grade(
        learner=learner,
        case=case,
        answers=answers,
        raw=raw,
        card=card,
        first=_first(answers, raw, against),
        late=due is not None and last is not None and last.submitted_at > due,
        overtime=answers.seconds > allowed,
        queries=tuple((query, linted(query)) for query in answers.queries),
    )


def _first(answers: Answers, raw: Scorecard, against: Standard) -> Scorecard:
    """The score of the first attempt, by the codes alone; that of now when it is the same work."""
    if not answers.attempts or _same(answers.attempts[0], answers):
        return raw
    first = answers.attempts[0]
    work = replace(
        answers, diagnoses=first.diagnoses, procedures=first.procedures, lines=first.lines, hints=()
    )
    return score(against.case, against.key, work)


def _same(attempt: Attempt, answers: Answers) -> bool:
    return (attempt.diagnoses, attempt.procedures, attempt.lines) == (
        answers.diagnoses,
        answers.procedures,
        answers.lines,
    )
