"""Changes of the answers that several actions share: evidence, paths and order follow the codes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from codinglab.model import Answers, CodePath, Diagnosis, Evidence, EvidenceLink

LONGEST_PATH = 300
T = TypeVar("T")


def linked(answers: Answers, code: str, evidence: Evidence | None) -> tuple[EvidenceLink, ...]:
    """The evidence with words given for a code, once."""
    link = EvidenceLink(str(code), evidence) if evidence else None
    links = answers.evidence
    return links if link is None or link in links else (*links, link)


def reached(answers: Answers, code: str, path: str) -> tuple[CodePath, ...]:
    """The paths with how a code was reached; the latest path of a code stays."""
    if not path:
        return answers.paths
    kept = tuple(item for item in answers.paths if item.code != code)
    return (*kept, CodePath(str(code), path[:LONGEST_PATH]))


def moved(items: Sequence[T], position: int, to: int) -> tuple[T, ...]:
    """The items with the one at `position` (from 1) in place `to`, or as near as there is one.

    >>> moved("abcd", 3, 1), moved("abcd", 1, 9)
    (('c', 'a', 'b', 'd'), ('b', 'c', 'd', 'a'))
    """
    order = list(items)
    order.insert(max(1, min(to, len(order))) - 1, order.pop(position - 1))
    return tuple(order)


def reordered(answers: Answers, order: Sequence[int]) -> Answers:
    """The diagnoses in another order (positions from 1; those left out are gone); pointers follow."""
    new_position = {old: new for new, old in enumerate(order, start=1)}
    lines = tuple(
        replace(line, pointers=tuple(new_position[at] for at in line.pointers if at in new_position))
        for line in answers.lines
    )
    diagnoses = tuple(answers.diagnoses[old - 1] for old in order)
    return without_loose_evidence(replace(answers, diagnoses=diagnoses, lines=lines))


def taken_up(answers: Answers, added: Sequence[Diagnosis], gone: Collection[str], path: str) -> Answers:
    """The answers with what an answered query adds, in the place of what it takes away; pointers follow.

    Args:
        answers: as they are.
        added: diagnoses; one that is assigned already stays as it is.
        gone: codes that the chart no longer leads to.
        path: how the added codes were reached.
    """
    there = {item.code for item in answers.diagnoses}
    new = [one for one in added if one.code not in there]
    order, places = [], list(answers.diagnoses)
    for at, item in enumerate(answers.diagnoses, start=1):
        if item.code not in gone:
            order.append(at)
        elif new:
            places[at - 1] = new.pop(0)
            order.append(at)
    order += range(len(places) + 1, len(places) + len(new) + 1)
    changed = reordered(replace(answers, diagnoses=(*places, *new)), order)
    for one in added:
        if one.code not in there:
            changed = replace(changed, paths=reached(changed, one.code, path))
    return changed


def without_loose_evidence(answers: Answers) -> Answers:
    """The answers without evidence and paths of codes that are gone."""
    used: set[str] = {item.code for item in answers.diagnoses}
    used |= {item.code for item in answers.procedures} | {item.code for item in answers.lines}
    return replace(
        answers,
        evidence=tuple(link for link in answers.evidence if link.code in used),
        paths=tuple(item for item in answers.paths if item.code in used),
    )
