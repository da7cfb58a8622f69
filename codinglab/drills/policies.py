"""What a contractor's article says of a service and its diagnoses, read from the coverage tables of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from codinglab.drills.rows import rows_on

SOURCE = "coverage-articles"


class Outcome(StrEnum):
    """What an article says of the diagnoses that count for a service."""

    SUPPORTED = "supported"
    NOT_LISTED = "not listed"
    NOT_POINTED = "not pointed to"
    ONE_MISSING = "one missing"
    AGAINST = "listed against"
    NO_ARTICLE = "no article"


@dataclass(frozen=True, slots=True)
class Article:
    """A version of an article for one service, with what a person found to go with it.

    Attributes:
        covered, against: the codes of its two lists, by group.
        any_of: covered groups of which one diagnosis is enough.
        pairs: covered groups of which one of each is needed.
        listed_against: groups of the other list that count against the service.
    """

    name: str
    version: int
    covered: dict[int, frozenset[str]]
    against: dict[int, frozenset[str]]
    any_of: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    listed_against: tuple[int, ...]

    def supporting(self) -> tuple[str, ...]:
        """The codes that support the service, alone or as one of a pair, in order."""
        groups = {*self.any_of, *(group for pair in self.pairs for group in pair)}
        return tuple(sorted({code for group in groups for code in self.covered.get(group, ())}))

    def refused(self) -> tuple[str, ...]:
        """The codes that count against the service, in order."""
        return tuple(sorted({code for group in self.listed_against for code in self.against.get(group, ())}))

    def outcome(self, counting: Sequence[str], others: Sequence[str] = ()) -> Outcome:
        """What the article says.

        Args:
            counting: the diagnoses that count for the service.
            others: diagnoses of the claim that do not count, since the line does not point to them.
        """
        if self._enough(counting):
            return Outcome.SUPPORTED
        if counting and set(counting) <= set(self.refused()):
            return Outcome.AGAINST
        if self._enough([*counting, *others]):
            return Outcome.NOT_POINTED
        return Outcome.ONE_MISSING if set(counting) & set(self.supporting()) else Outcome.NOT_LISTED

    def _enough(self, codes: Sequence[str]) -> bool:
        hit = {group for group, listed in self.covered.items() if listed & set(codes)}
        return bool(hit & set(self.any_of)) or any(hit >= set(pair) for pair in self.pairs)


def article_for(claim_type: str, contractor: str, code: str, on: date) -> Article | None:
    """The one reviewed article of a contractor for a service on a day; None where there is no such one.

    A code whose diagnoses a national determination lists is not asked of articles.

    Raises:
        NotInForceError, TableMissingError: a table does not hold the day.
    """
    if len(rows_on("ncd_service", on, SOURCE).only(code=code)):
        return None
    bound = rows_on("coverage_article", on, SOURCE).only(
        claim_type=claim_type, contractor=contractor, code=code
    )
    found = bound.all()
    versions = {(row["article"], row["version"]) for row in found}
    if len(versions) != 1:
        return None
    name, version = versions.pop()
    groups = {row["hcpcs_group"] for row in found}
    reviewed = rows_on("coverage_group_map", on, SOURCE).only(article=name, version=version).all()
    rules = [row for row in reviewed if row["hcpcs_group"] in groups]
    if {row["hcpcs_group"] for row in rules} != groups:
        return None
    lists: dict[bool, dict[int, set[str]]] = {True: {}, False: {}}
    for row in rows_on("coverage_diagnosis", on, SOURCE).only(article=name, version=version).all():
        lists[row["covered"]].setdefault(row["diagnosis_group"], set()).add(row["code"])
    return Article(
        name,
        version,
        {group: frozenset(codes) for group, codes in lists[True].items()},
        {group: frozenset(codes) for group, codes in lists[False].items()},
        _groups(rules, "any"),
        tuple((row["diagnosis_group"], row["second_group"]) for row in rules if row["rule"] == "pair"),
        _groups(rules, "noncovered"),
    )


def _groups(rules: Sequence[dict[str, Any]], rule: str) -> tuple[int, ...]:
    return tuple(row["diagnosis_group"] for row in rules if row["rule"] == rule)
