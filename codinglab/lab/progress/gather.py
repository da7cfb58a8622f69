"""What a learner has done by now: graded where the key is open, counted where it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from codinglab.classroom.collect import Collected
from codinglab.classroom.curve import CurvePoint, learning_curve
from codinglab.classroom.grade import Grade, grade
from codinglab.classroom.mastery import LEVELS, Mastery, mastery_of
from codinglab.classroom.roster import ClassFile, Learner, Roster
from codinglab.lab.learner_work import LearnerWork, read_work
from codinglab.lab.progress.drilled import Drilled, drilled
from codinglab.model import Answers, Case, CodinglabError
from codinglab.reference.case_folders import case_folders
from codinglab.reference.cases import has_key, load_case
from codinglab.score import audit
from codinglab.score.audit import Audit

Say = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """A learner's progress.

    Attributes:
        cases: every case there is, by id.
        grades: of the work handed in whose key is open, the earliest first.
        sealed: ids of cases handed in whose key is with the educator.
        begun: ids of cases worked on and never handed in.
        work: all that was saved, for time, hints and objections.
        drills: what was drilled.
        troubles: a sentence for each thing that could not be read or graded.
    """

    learner: str
    cases: dict[str, Case]
    grades: tuple[Grade, ...]
    sealed: tuple[str, ...]
    begun: tuple[str, ...]
    work: LearnerWork
    drills: Drilled
    troubles: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[Mastery, ...]:
        """Mastery by section: to practise, shaky, too few to tell, mastered."""
        told = mastery_of((self.learner, line) for one in self.grades for line in one.card.lines)
        return tuple(
            sorted(told, key=lambda one: (LEVELS.index(one.level), one.share, -one.judged, one.section))
        )

    @property
    def figures(self) -> Audit:
        """The figures of an audit over all that is graded."""
        return audit([one.card for one in self.grades])

    @property
    def curve(self) -> tuple[CurvePoint, ...]:
        """Accuracy at the first attempt, case by case."""
        return learning_curve(self.grades)


def gather(learner: str, *, on: date | None = None, say: Say = lambda _sentence, _share: None) -> Progress:
    """Read a learner's files and grade what may be graded. The key of a sealed case is never read.

    Args:
        learner: whose files.
        on: the day for which drills are due, today by default.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the name cannot name a folder.
        StoreError: the reference store is missing or damaged.
    """
    work = read_work(learner)
    troubles = list(work.troubles)
    cases = _cases(troubles)
    done = {name: one for name, one in work.answers.items() if one.attempts or one.submitted}
    unknown = [name for name in done if name not in cases]
    troubles += [f"The case '{name}' is not here; the work on it does not count." for name in unknown]
    known = {name: one for name, one in done.items() if name in cases}
    sealed = tuple(name for name in known if not has_key(name))
    handed_in = tuple(_as_handed_in(one) for name, one in known.items() if name not in sealed)
    who = Learner(learner, cohort=learner)
    book = grade(Collected(handed_in, ()), Roster(ClassFile(), {learner.casefold(): who}), say=say)
    troubles += [f"{one.file}: {one.why}" for one in book.troubles]
    drills = drilled(learner, on=on or date.today())
    return Progress(
        learner=learner,
        cases=cases,
        grades=tuple(sorted(book.grades, key=_first_handed_in)),
        sealed=sealed,
        begun=tuple(name for name in work.answers if name in cases and name not in done),
        work=work,
        drills=drills,
        troubles=(*troubles, *filter(None, [drills.trouble])),
    )


def _cases(troubles: list[str]) -> dict[str, Case]:
    found = {}
    for case_id in case_folders():
        try:
            found[case_id] = load_case(case_id)
        except CodinglabError as error:
            troubles.append(str(error))
    return found


def _as_handed_in(answers: Answers) -> Answers:
    """The work as it was handed in last, where it is being changed again."""
    if answers.submitted:
        return answers
    last = answers.attempts[-1]
    return replace(
        answers,
        diagnoses=last.diagnoses,
        procedures=last.procedures,
        lines=last.lines,
        seconds=last.seconds,
        submitted=True,
    )


def _first_handed_in(one: Grade) -> tuple[str, str]:
    attempts = one.answers.attempts
    return (attempts[0].submitted_at.isoformat() if attempts else "", one.case.id)
