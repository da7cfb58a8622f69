"""How well the guidance answers questions: rank, abstaining, citations, editions, speed.

The questions stand in reference/evaluation/guidance, in sets by writers of their own, who made them from
the two documents alone, without sight of the search, of its cards and words, and of each other. The ranking
was tuned on `development`, when to abstain on the first three; `last` came after all and was only measured.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from codinglab.evaluate.guidance_questions import ON, SETS, Asked, guidance_installed, read_questions
from codinglab.evaluate.guidance_speed import speed
from codinglab.guidance import Answer, ask
from codinglab.guidance.passage import Passage

TOP, DEPTH = 3, 8
HIT_TOP, HIT_DEPTH, MRR = 0.90, 0.96, 0.80
ABSTAINS, LOST, CITED = 0.90, 0.03, 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of a set of questions, each a share, and the times in ms.

    Attributes:
        top, depth, mrr: of the questions that something answers: right in the first 3, in the first 8, the
            mean reciprocal rank; an abstention counts as not found.
        lost: of them, abstained.
        abstains: of the others, abstained.
        cited: of all sections answered, those with document, edition, section, and words in force on the day.
    """

    answerable: int
    others: int
    top: float
    depth: float
    mrr: float
    lost: float
    abstains: float
    cited: float
    p50: float
    p95: float


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all sets together meet them, else 1."""
    with guidance_installed(data):
        sets = {name: read_questions(name) for name in SETS}
        for name, questions in sets.items():
            _say(name, measure(questions))
        together = measure([one for questions in sets.values() for one in questions])
        met = [_say("together", together), speed()]
    return 0 if all(met) else 1


def measure(questions: Sequence[Asked]) -> Result:
    """Ask every question on one day."""
    answers: list[tuple[Asked, Answer]] = []
    spent: list[float] = []
    ask(questions[0].ask, ON)
    for question in questions:
        start = time.perf_counter()
        answers.append((question, ask(question.ask, ON)))
        spent.append((time.perf_counter() - start) * 1000)
    ranks = [rank(question, answer) for question, answer in answers if question.sections]
    silent = [not answer.found for question, answer in answers if not question.sections]
    found = [section for _, answer in answers for section in answer.found]
    return Result(
        len(ranks),
        len(silent),
        sum(0 < place <= TOP for place in ranks) / len(ranks),
        sum(0 < place <= DEPTH for place in ranks) / len(ranks),
        sum(1 / place for place in ranks if place) / len(ranks),
        sum(not answer.found for question, answer in answers if question.sections) / len(ranks),
        sum(silent) / len(silent),
        sum(_is_cited(section.passage) for section in found) / len(found),
        median(spent),
        quantiles(spent, n=20)[-1],
    )


def rank(question: Asked, answer: Answer) -> int:
    """The place of the first section that is right, or says the same words as one that is; 0 when none is."""
    for place, found in enumerate(answer.found, start=1):
        document = found.passage.edition.document
        sections = (found.passage.section, *found.same)
        if any(f"{document} {section}" in question.sections for section in sections):
            return place
    return 0


def _is_cited(passage: Passage) -> bool:
    edition = passage.edition
    return bool(
        edition.title and edition.name and passage.section and passage.text
    ) and passage.period.covers(ON)


def _say(name: str, result: Result) -> bool:
    print(f"{name}: {result.answerable} questions with an answer, {result.others} without")
    print(
        f"   first {TOP}: {result.top:.3f} (target {HIT_TOP:.2f})   first {DEPTH}: {result.depth:.3f} "
        f"(target {HIT_DEPTH:.2f})   MRR {result.mrr:.3f} (target {MRR:.2f})"
    )
    print(
        f"   abstains where nothing answers: {result.abstains:.3f} (target {ABSTAINS:.2f})   "
        f"lost where something does: {result.lost:.3f} (at most {LOST:.2f})"
    )
    print(f"   cited: {result.cited:.3f} (target {CITED:.2f})   {result.p50:.1f} ms, p95 {result.p95:.1f} ms")
    return (
        result.top >= HIT_TOP
        and result.depth >= HIT_DEPTH
        and result.mrr >= MRR
        and result.abstains >= ABSTAINS
        and result.lost <= LOST
        and result.cited >= CITED
    )
