"""What the score view shows: the scorecard, what each fault does, the DRGs with their weights, attempts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from codinglab.lab.place import Place
from codinglab.model import (
    AnswerKey,
    Answers,
    Attempt,
    Case,
    CodinglabError,
    Scorecard,
    ScoreLine,
)
from codinglab.reference.cases import load_case, load_key
from codinglab.reference.msdrg import drg_row
from codinglab.score import Standard, assess, standard
from codinglab.score.compare import score
from codinglab.score.effects import Effect, effects

LEADERS = frozenset({"principal", "first-listed"})
_FIELDS = {
    "POA": "poa",
    "modifier": "modifiers",
    "units": "units",
    "pointer": "pointers",
    "place of service": "place_of_service",
    "revenue code": "revenue_code",
    "date": "date",
}


_GROUPS = {
    "principal": "Principal diagnosis and sequence",
    "first-listed": "First-listed diagnosis and sequence",
    "sequence": "Sequence",
    "diagnosis": "Diagnoses",
    "procedure": "Procedures",
    "line": "Service lines",
    "query": "Queries",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt before the last one: its number from 1, and its code-over-code."""

    number: int
    correct: int
    items: int


@dataclass(frozen=True, slots=True)
class ScoredWork:
    """Work that was handed in and scored.

    Attributes:
        card: the comparison.
        told: the faults that alone move the DRG.
        weights: the relative weight of each DRG named, where Table 5 of the day is installed.
        attempt: the number of the attempt, from 1.
        earlier: the attempts before it.
    """

    case: Case
    answers: Answers
    card: Scorecard
    told: tuple[Effect, ...]
    weights: dict[str, float]
    attempt: int
    earlier: tuple[Earlier, ...]

    def twice(self, line: ScoreLine) -> bool:
        """Whether a wrong leader counts twice: it is missing as a code as well."""
        return (
            line.area in LEADERS
            and not line.right
            and line.counts
            and any(
                one.area == "diagnosis" and not one.right and f"{one.keyed} first" == line.keyed
                for one in self.card.lines
            )
        )

    def place(self, line: ScoreLine) -> Place | None:
        """Where a fault is mended: the row of its code, else the search; a DRG has no place."""
        if line.area == "DRG":
            return None
        if line.area == "query":
            return Place("drawer", name="Query")
        if line.area in LEADERS:
            return Place("diagnosis", 1) if self.answers.diagnoses else Place("search")
        codes = {line.about, line.answered, line.keyed.partition(" before ")[0]} - {""}
        if line.about:
            codes |= {one.answered for one in self.card.lines if one.keyed == line.about}
        answers = self.answers
        for kind, rows in (
            ("diagnosis", [row.code.written for row in answers.diagnoses]),
            ("procedure", [row.code.written for row in answers.procedures]),
            ("line", [row.code.written for row in answers.lines]),
        ):
            for number, code in enumerate(rows, start=1):
                if code in codes:
                    return Place(kind, number, _FIELDS.get(line.area, ""))
        return Place("search")


def scored(case_id: str, answers: Answers) -> Scorecard:
    """Score answers with their DRG and the edits that only they raise; errors as `load_key` and `assess`."""
    return assess(_standard(load_case(case_id), load_key(case_id)), answers)


def scored_work(case: Case, answers: Answers) -> ScoredWork:
    """Score handed-in answers, with all that is shown beside the score.

    Raises:
        KeySealedError: the key is with the educator.
        CodinglabError: the case cannot be scored.
    """
    card = scored(case.id, answers)
    return ScoredWork(
        case,
        answers,
        card,
        effects(case, answers, card),
        _weights((card.drg_keyed, card.drg_answered), case.shell.through_date),
        max(len(answers.attempts), 1),
        earlier(case, answers),
    )


def earlier(case: Case, answers: Answers) -> tuple[Earlier, ...]:
    """The attempts that were scored before, all of them when the work was changed since.

    Raises:
        KeySealedError: the key is with the educator.
    """
    done = answers.attempts[:-1] if answers.submitted else answers.attempts
    if not done:
        return ()
    key = load_key(case.id)
    return tuple(_earlier(case, key, answers, *pair) for pair in enumerate(done, start=1))


def same_score(answers: Answers) -> Answers:
    """The answers without what does not bear on the score: two that are equal so score alike."""
    return replace(answers, revision=0, seconds=0, rebuttals=(), comment="", notes="", dismissed=(), paths=())


def by_area(lines: Iterable[ScoreLine]) -> dict[str, list[ScoreLine]]:
    """The lines by what they are about, each code with its details after it."""
    lines = list(lines)
    details = [line for line in lines if line.about]
    grouped: dict[str, list[ScoreLine]] = {}
    for line in lines:
        if not line.about:
            group = grouped.setdefault(_GROUPS.get(line.area, line.area), [])
            mine = [one for one in details if one.about in {line.keyed, line.answered}]
            details = [one for one in details if one not in mine]
            group.extend((line, *mine))
    if details:
        grouped["Details"] = details
    return grouped


def _earlier(case: Case, key: AnswerKey, answers: Answers, number: int, attempt: Attempt) -> Earlier:
    then = replace(answers, diagnoses=attempt.diagnoses, procedures=attempt.procedures, lines=attempt.lines)
    card = score(case, key, then)
    return Earlier(number, card.correct, card.items)


def _weights(drgs: Iterable[str], on: date) -> dict[str, float]:
    found = {}
    for drg in filter(None, drgs):
        try:
            row = drg_row(drg, on)
        except CodinglabError:
            return {}
        if row is not None and row.weight is not None:
            found[drg] = row.weight
    return found


@lru_cache(maxsize=8)
def _standard(case: Case, key: AnswerKey) -> Standard:
    """By the case and the key themselves: a key that was changed or taken away is not shown any more."""
    return standard(case, key)
