"""The rows of the gradebook that tell of persons: grades, faults, queries, objections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean

from codinglab.classroom.grade import Grade, Gradebook
from codinglab.classroom.rows import Rows, Value, share
from codinglab.model import Severity
from codinglab.score import audit
from codinglab.score.audit import CATEGORIES, direction
from codinglab.score.citations import fiscal_year
from codinglab.score.cluster import clustered
from codinglab.score.rubric import rubric


def gradebook_rows(grades: Iterable[Grade]) -> Rows:
    """One row a learner and case."""
    for grade in grades:
        card, answers = grade.card, grade.answers
        low, high = card.interval
        row: dict[str, Value] = {
            "learner": answers.learner,
            "name": grade.learner.name,
            "cohort": grade.learner.cohort,
            "case": grade.case.id,
            "role": grade.case.role.value,
            "difficulty": grade.case.difficulty.value,
            "state": "handed in" if answers.submitted else "not handed in",
            "attempts": grade.attempts,
            "minutes": round(answers.seconds / 60, 1),
            "late": "late" if grade.late else "",
            "time": "over the time" if grade.overtime else "",
            "correct": card.correct,
            "items": card.items,
            "code_over_code": share(card.code_over_code),
            "interval_low": share(low),
            "interval_high": share(high),
            "raw_code_over_code": share(grade.raw.code_over_code),
            "first_code_over_code": share(grade.first.code_over_code),
            "whole_record": "right" if card.whole else "not right",
            "drg_key": card.drg_keyed,
            "drg": card.drg_answered,
            "points": round(card.points, 2),
            "points_raw": round(grade.raw.points, 2),
            "hints": len(answers.hints),
            "hint_points": card.hint_points,
            "partial_credit": share(card.partial),
            "edits_raised": " ".join(card.raised),
            "queries": len(answers.queries),
            "queries_not_compliant": sum(_broken(found) for _, found in grade.queries),
            "comment": answers.comment,
        }
        counted = {one.category: one for one in audit([card]).categories}
        for name in CATEGORIES:
            one = counted.get(name)
            row[name] = f"{one.right}/{one.possible}" if one else ""
        day = grade.case.shell.governing_date()
        row |= {
            "key_edition": card.key_edition,
            "rubric_edition": rubric().edition,
            "code_sets": f"{fiscal_year(day)}, {day}",
            "revision": answers.revision,
        }
        yield row


def _broken(found: Iterable[object]) -> bool:
    return any(getattr(one, "severity", None) is Severity.FAIL for one in found)


def learners_rows(grades: Iterable[Grade]) -> Rows:
    """One row a learner, over all cases."""
    by_learner: defaultdict[str, list[Grade]] = defaultdict(list)
    for grade in grades:
        by_learner[grade.answers.learner.casefold()].append(grade)
    for _, own in sorted(by_learner.items()):
        cards = [grade.card for grade in own]
        figures, raw = audit(cards), clustered((one.raw.correct, one.raw.items) for one in own)
        yield {
            "learner": own[0].answers.learner,
            "name": own[0].learner.name,
            "cohort": own[0].learner.cohort,
            "cases": len(own),
            "handed_in": sum(grade.answers.submitted for grade in own),
            "code_over_code": share(figures.codes.share),
            "interval_low": share(figures.codes.interval[0]),
            "interval_high": share(figures.codes.interval[1]),
            "raw_code_over_code": share(raw.share),
            "records_right": figures.records.correct,
            "drg_right": f"{figures.drgs.correct}/{figures.drgs.items}" if figures.drgs.items else "",
            "points": round(fmean(card.points for card in cards), 2),
            "minutes": round(sum(grade.answers.seconds for grade in own) / 60, 1),
            "hints": sum(len(grade.answers.hints) for grade in own),
            "late": sum(grade.late for grade in own),
        }


def lines_rows(grades: Iterable[Grade]) -> Rows:
    """Every line of every scorecard that is not right, accepted ones too."""
    for grade in grades:
        for line in grade.card.lines:
            if line.outcome.value != "correct":
                yield {
                    "learner": grade.answers.learner,
                    "case": grade.case.id,
                    "item": line.area,
                    "about": line.about,
                    "outcome": line.outcome.value,
                    "key": line.keyed,
                    "answer": line.answered,
                    "severity": line.severity,
                    "direction": direction(line),
                    "accepted": "accepted" if line.accepted else "",
                    "rule": "; ".join(map(str, line.authority)),
                }


def queries_rows(grades: Iterable[Grade]) -> Rows:
    """Every query with what the linter says."""
    for grade in grades:
        for query, found in grade.queries:
            yield {
                "learner": grade.answers.learner,
                "case": grade.case.id,
                "query": query.id,
                "title": query.title,
                "question": query.question,
                "options": " | ".join(query.options),
                "facts": " | ".join(fact.fact for fact in query.indicators),
                "compliant": "no" if _broken(found) else "yes",
                "lint": "; ".join(f"{one.rule} {one.severity.value}: {one.message}" for one in found),
            }


def objections_rows(grades: Iterable[Grade]) -> Rows:
    """The objections of learners, for the educator to rule on."""
    for grade in grades:
        lines = {line.item: line for line in grade.card.lines}
        for rebuttal in grade.answers.rebuttals:
            line = lines.get(rebuttal.item)
            state = "no longer a line" if line is None else "accepted" if line.accepted else "not accepted"
            yield {
                "learner": grade.answers.learner,
                "case": grade.case.id,
                "item": rebuttal.item,
                "because": rebuttal.reason,
                "state": state,
            }


def troubles_rows(book: Gradebook) -> Rows:
    """What was not graded, and why."""
    for trouble in book.troubles:
        yield {"file": trouble.file, "why": trouble.why}
