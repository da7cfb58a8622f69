"""A class of made-up learners with believable mistakes: to look at, to learn grading with, to measure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from codinglab.claims.assemble import answers_from_key
from codinglab.classroom.mistakes import Worked, mistaken
from codinglab.model import (
    AnswerKey,
    Answers,
    Attempt,
    Case,
    HintStep,
    HintTaken,
    InvalidInputError,
    Query,
    Rebuttal,
)
from codinglab.parse import dump_json
from codinglab.query.examples import COMPLIANT
from codinglab.reference.case_folders import SHIPPED, case_folders
from codinglab.reference.cases import load_case, load_key
from codinglab.score import score

SEED = 20261126
FIRST_DAY = datetime(2026, 10, 5, 14, tzinfo=UTC)
DUE = datetime(2026, 10, 23, 23, 59, tzinfo=UTC)
_WEAKEST, _STRONGEST = 0.55, 0.97
_HINTED, _TWICE, _QUERIED, _LATE = 0.25, 0.4, 0.3, 0.06
_OBJECTS_EVERY = 5
_LEADING = "Please document acute kidney injury, which the laboratory results show."


@dataclass(frozen=True, slots=True)
class DemonstrationClass:
    """What was made: the folder, how many learners, the cases, and how many answers files."""

    folder: Path
    learners: int
    cases: tuple[str, ...]
    files: int


def demonstration_cases(count: int) -> tuple[str, ...]:
    """The first shipped cases that have a key, by id.

    Raises:
        InvalidInputError: fewer cases ship than are asked for.
    """
    known = tuple(sorted(case_folders(SHIPPED)))
    if not 1 <= count <= len(known):
        msg = f"A demonstration class has 1 to {len(known)} cases, as many as ship; {count} were asked for."
        raise InvalidInputError(msg)
    return known[:count]


def make_class(folder: Path, case_ids: Sequence[str], learners: int, seed: int = SEED) -> DemonstrationClass:
    """Write a class folder: the same arguments give the same bytes.

    Args:
        folder: a new or an empty one; nothing that stands there is overwritten.
        case_ids: of cases that ship.
        learners: how many, 1 to 100,000.
        seed: another one gives another class.

    Raises:
        InvalidInputError: the folder holds something, or the number of learners is none.
        UnknownCaseError: no such case ships.
        OSError: the system refused.
    """
    if not 1 <= learners <= 100_000:
        msg = f"A demonstration class has 1 to 100,000 learners; {learners} were asked for."
        raise InvalidInputError(msg)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        msg = f"{folder} is not empty: name a new folder for the demonstration class."
        raise InvalidInputError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    known = [(load_case(one, SHIPPED), load_key(one, SHIPPED)) for one in case_ids]
    quoted = ", ".join(f'"{one}"' for one in case_ids)
    about = f'title = "Demonstration class"\ndue = {DUE.isoformat()}\ncases = [{quoted}]\n'
    (folder / "class.toml").write_text(about, encoding="utf-8")
    rows = ["learner,name,email,id,cohort,extra_time"]
    for number in range(1, learners + 1):
        name = f"learner-{number:0{max(2, len(str(learners)))}d}"
        cohort = "day" if number % 2 else "evening"
        extra = "1.5" if number % 12 == 7 else "1"
        rows.append(f"{name},Learner {number},{name}@example.org,D{1000 + number},{cohort},{extra}")
        own = folder / name
        own.mkdir()
        chance = random.Random(f"{seed} {number}")  # noqa: S311 (a class to be made again alike)
        skill = chance.uniform(_WEAKEST, _STRONGEST)
        start = FIRST_DAY + timedelta(minutes=7 * (number % 600))
        objects = number % _OBJECTS_EVERY == 2
        for place, (case, key) in enumerate(known):
            better = min(_STRONGEST, skill + 0.02 * place)
            answers = _answers(name, case, key, better, start + timedelta(days=place), chance)
            if objects:
                answers = _objecting(answers, case, key)
                objects = not answers.rebuttals
            (own / f"{case.id}.json").write_text(dump_json(answers), encoding="utf-8")
    (folder / "roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return DemonstrationClass(folder, learners, tuple(case_ids), learners * len(known))


def _answers(
    learner: str, case: Case, key: AnswerKey, skill: float, start: datetime, chance: random.Random
) -> Answers:
    """One learner's work on one case, handed in once or twice, the second time better."""
    right = answers_from_key(case, key, learner)
    worked = mistaken(right, key, skill, chance)
    seconds = int(case.minutes * 60 * chance.uniform(0.5, 1.25))
    hints: tuple[HintTaken, ...] = ()
    if key.diagnoses and chance.random() < _HINTED:
        item = f"diagnosis {chance.randint(1, len(key.diagnoses))}"
        hints = (HintTaken(item, HintStep(chance.randint(1, 3))),)
    at = DUE + timedelta(hours=5) if chance.random() < _LATE else start
    attempts = [_attempt(worked, at, seconds, 0)]
    if chance.random() < _TWICE:
        worked = mistaken(right, key, (1 + skill) / 2, chance)
        seconds += int(case.minutes * 60 * chance.uniform(0.1, 0.4))
        attempts.append(_attempt(worked, at + timedelta(minutes=30), seconds, len(hints)))
    queries: tuple[Query, ...] = ()
    if key.queries and chance.random() < _QUERIED:
        asked = replace(COMPLIANT, id=f"{case.id}-1", encounter_id=case.encounter.id)
        queries = (replace(asked, question=_LEADING) if chance.random() > skill else asked,)
    return replace(
        right,
        revision=10 * len(attempts),
        diagnoses=worked.diagnoses,
        procedures=worked.procedures,
        lines=worked.lines,
        evidence=(),
        queries=queries,
        submitted=True,
        hints=hints,
        attempts=tuple(attempts),
        seconds=seconds,
    )


def _attempt(worked: Worked, at: datetime, seconds: int, hints: int) -> Attempt:
    return Attempt(at, seconds, worked.diagnoses, worked.procedures, worked.lines, hints)


def _objecting(answers: Answers, case: Case, key: AnswerKey) -> Answers:
    """The same work with an objection to the first fault in it."""
    faults = (line for line in score(case, key, answers).lines if not line.right and line.counts)
    fault = next(faults, None)
    if fault is None:
        return answers
    words = "The note can be read this way too; please look at the assessment again."
    return replace(answers, rebuttals=(Rebuttal(fault.item, words),))
