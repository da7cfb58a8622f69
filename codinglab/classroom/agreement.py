"""How far raters agree: Cohen's kappa of two coders on the same charts, Fleiss' of a whole class.

A decision is whether a code is on the chart's claim. The codes decided upon are those of the key, those that
it names as tempting, and those that any of the raters put on: to agree to leave a code out counts too.
The mathematics and its sources stand in `codinglab.model.kappa`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codinglab.classroom.resample import resampled
from codinglab.model import AnswerKey, Answers
from codinglab.model.kappa import cohen, fleiss

Decision = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters over the charts that both coded.

    Attributes:
        decisions: how many codes were decided upon.
        observed: the share of decisions that are alike.
        kappa: Cohen's, beyond chance; None when both decided one way throughout.
        interval: 95 %, by resampling charts; None with fewer than two charts.
        shared: of the codes that either put on, twice those of both over the sum (positive agreement).
    """

    one: str
    other: str
    charts: int
    decisions: int
    observed: float
    kappa: float | None
    interval: tuple[float, float] | None
    shared: float


def agreement(
    one: Sequence[Answers], other: Sequence[Answers], keys: Mapping[str, AnswerKey]
) -> Agreement | None:
    """Compare two raters; None when they have no chart in common."""
    first, second = ({answers.case: answers for answers in rater} for rater in (one, other))
    shared = sorted(first.keys() & second.keys())
    if not shared:
        return None
    charts = [_decisions(first[case], second[case], keys.get(case)) for case in shared]
    flat = [decision for chart in charts for decision in chart]
    both = sum(a and b for a, b in flat)
    either = sum(a + b for a, b in flat)
    return Agreement(
        one=one[0].learner,
        other=other[0].learner,
        charts=len(shared),
        decisions=len(flat),
        observed=sum(a == b for a, b in flat) / len(flat) if flat else 1.0,
        kappa=cohen(flat),
        interval=resampled([charts], lambda drawn: cohen([one for chart in drawn[0] for one in chart])),
        shared=2 * both / either if either else 1.0,
    )


def class_kappa(answers: Iterable[Answers], keys: Mapping[str, AnswerKey]) -> dict[str, float | None]:
    """Fleiss' kappa of everybody who coded a case, by case."""
    by_case: defaultdict[str, list[set[str]]] = defaultdict(list)
    for one in answers:
        by_case[one.case].append(_codes(one))
    found: dict[str, float | None] = {}
    for case, raters in sorted(by_case.items()):
        universe = sorted(set().union(*raters, _named(keys.get(case))))
        found[case] = fleiss((sum(code in rater for rater in raters), len(raters)) for code in universe)
    return found


def _decisions(one: Answers, other: Answers, key: AnswerKey | None) -> list[Decision]:
    first, second = _codes(one), _codes(other)
    return [(code in first, code in second) for code in sorted(first | second | _named(key))]


def _codes(answers: Answers) -> set[str]:
    return {
        *(str(item.code) for item in answers.diagnoses),
        *(str(item.code) for item in answers.procedures),
        *(str(item.code) for item in answers.lines),
    }


def _named(key: AnswerKey | None) -> set[str]:
    """Every code that a key decides upon."""
    if key is None:
        return set()
    return {
        *(str(item.code) for item in key.diagnoses),
        *(str(item.code) for item in key.procedures),
        *(str(item.code) for item in key.lines),
        *(item.code.replace(".", "") for item in key.prohibited),
    }
