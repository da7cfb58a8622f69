"""Acceptable sets: another lawful way of coding the same thing becomes the key it is compared with."""

from __future__ import annotations

from dataclasses import replace

from codinglab.model import AcceptableSet, AnswerKey, Answers, Icd10cm, KeyedDiagnosis


def honoured(key: AnswerKey, answers: Answers) -> AnswerKey:
    """The key with each acceptable set put in place that the answers use whole.

    A set is used when every code of `instead` is answered and not every code that it replaces is; of two
    sets for one diagnosis the first one used stands. What
    pointed to a replaced diagnosis, or stood in a sequence for it, then names the first code of the set.
    """
    given = {item.code for item in answers.diagnoses}
    for choice in key.acceptable_sets:
        open_still = {item.code for item in key.diagnoses}.issuperset(choice.keyed)
        if open_still and given.issuperset(choice.instead) and not given.issuperset(choice.keyed):
            key = _put(key, choice)
    return key


def _put(key: AnswerKey, choice: AcceptableSet) -> AnswerKey:
    replaced, leader = set(choice.keyed), choice.instead[0]
    model = next(item for item in key.diagnoses if item.code in replaced)
    evidence = tuple(place for item in key.diagnoses if item.code in replaced for place in item.evidence)
    entries = [
        replace(
            model,
            code=code,
            evidence=evidence,
            rationale=choice.why,
            authority=choice.authority,
            acceptable=(),
        )
        for code in choice.instead
    ]
    diagnoses: list[KeyedDiagnosis] = []
    for item in key.diagnoses:
        if item.code not in replaced:
            diagnoses.append(item)
        else:
            diagnoses.extend(entries)
            entries = []

    def named(codes: tuple[Icd10cm, ...]) -> tuple[Icd10cm, ...]:
        return tuple(dict.fromkeys(leader if code in replaced else code for code in codes))

    return replace(
        key,
        diagnoses=tuple(diagnoses),
        lines=tuple(
            replace(line, points_to=named(line.points_to), may_point_to=named(line.may_point_to))
            for line in key.lines
        ),
        sequence=tuple(
            replace(rule, first=named((rule.first,))[0], then=named(rule.then)) for rule in key.sequence
        ),
    )
