"""Does a diagnosis support a service by the contractor's article.

A listed diagnosis that stands on the claim is thought to be enough, though on a professional claim only those
count that the line points to. Difficulty 1 has one diagnosis and shows the list; difficulty 2 two diagnoses
and both claim types; difficulty 3 pairs of diagnoses, lists of diagnoses that go against the service, a
contractor without an article, and no list to look at.
"""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.drills.codes import codes_on, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.policies import SOURCE, Article, Outcome, article_for
from codinglab.drills.rows import rows_on
from codinglab.drills.services import BILLED_BY, service
from codinglab.model import Authority, ClaimType

_COMMON = ("I10", "E785", "K219", "F411", "J309", "M5450", "N400", "R519", "E039")
_OTHER_CONTRACTOR = "99999"
_SHOWN = 12
_TEXTS = {
    Outcome.SUPPORTED: "Yes, by the article",
    Outcome.NOT_LISTED: "No: the article lists no diagnosis that counts",
    Outcome.NOT_POINTED: "No: a listed diagnosis is on the claim, but the line does not point to it",
    Outcome.ONE_MISSING: "No: the article asks for one diagnosis of each of two groups, and one is missing",
    Outcome.AGAINST: "No: the article lists the diagnosis among those that never support the service",
    Outcome.NO_ARTICLE: "Nothing is said: no article of this contractor for the service is installed",
}
_OFFERED = {1: 2, 2: 3, 3: 6}
AUTHORITY = Authority("Medicare Program Integrity Manual (100-08)", "", "ch. 13")


@dataclass(frozen=True, slots=True)
class _Case:
    """A service with the diagnoses of its claim, those that count first."""

    claim_type: str
    contractor: str
    code: str
    article: Article | None
    counting: tuple[str, ...]
    others: tuple[str, ...]
    outcome: Outcome


def make(ask: Ask) -> Draft:
    """Draw a service that an article governs, and diagnoses on its list and beside it."""
    case = ask.first(lambda: _drawn(ask))
    offered = list(_TEXTS)[: _OFFERED[ask.difficulty]]
    professional = case.claim_type == ClaimType.PROFESSIONAL
    diagnoses = "\n".join(f"  {titled(code, ask.on)}" for code in (*case.counting, *case.others))
    pointed = " and ".join(written(code) for code in case.counting)
    points = f"The line points to {pointed}.\n" if professional else ""
    edition = rows_on("coverage_article", ask.on, SOURCE).edition_for(case.claim_type)
    named = f"{case.article.name} version {case.article.version}" if case.article else "no article"
    return Draft(
        prompt=(
            f"On {ask.on} {BILLED_BY[case.claim_type]} {service(case.code, ask.on)} to contractor "
            f"{case.contractor}. Diagnoses of the claim:\n{diagnoses}\n{points}{_reading(ask, case)}"
            "Do they support the service?"
        ),
        options=tuple(Option(one.value, _TEXTS[one]) for one in offered),
        accepted=(case.outcome.value,),
        explanation=(
            "On a professional claim the diagnoses count that the line points to; on a facility claim all of "
            "them. A listed diagnosis is needed, not enough: the other conditions of the policy hold too. "
            "Never add a diagnosis to get paid."
        ),
        table=f"{edition}: {named}{_lists(case.article)}",
        authority=AUTHORITY,
        section=AUTHORITY.section,
    )


def _drawn(ask: Ask) -> _Case | None:
    """A case whose outcome is the one drawn, so that each comes about as often; None when unfit."""
    wanted = ask.random.choice(list(_TEXTS)[: _OFFERED[ask.difficulty]])
    reviewed = rows_on("coverage_group_map", ask.on, SOURCE).draw(ask.random)
    if reviewed is None:
        return None
    here = rows_on("coverage_article", ask.on, SOURCE)
    row = here.only(article=reviewed["article"], version=reviewed["version"]).draw(ask.random)
    if row is None:
        return None
    claim_type, code = row["claim_type"], row["code"]
    if ask.difficulty == 1 or wanted is Outcome.NOT_POINTED:
        claim_type = ClaimType.PROFESSIONAL.value
    article = article_for(claim_type, row["contractor"], code, ask.on)
    if article is None or not article.supporting():
        return None
    if wanted is Outcome.NO_ARTICLE:
        if len(here.only(contractor=_OTHER_CONTRACTOR)):
            return None
        one = (ask.random.choice(article.supporting()),)
        return _Case(claim_type, _OTHER_CONTRACTOR, code, None, one, (), wanted)
    counting, others = _diagnoses(ask, article, wanted)
    if claim_type != ClaimType.PROFESSIONAL:
        counting, others = (*counting, *others), ()
    if not counting or len({*counting, *others}) < len((*counting, *others)):
        return None
    found = article.outcome(counting, others)
    if found is not wanted:
        return None
    return _Case(claim_type, row["contractor"], code, article, counting, others, found)


def _diagnoses(ask: Ask, article: Article, wanted: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Diagnoses that count, and others of the claim, towards an outcome; it is judged afterwards."""
    listed = ask.some(article.supporting(), 2 if article.pairs else 1)
    near = [code for one in article.supporting() for code in codes_on(ask.on).below(one[:3])]
    beside = [code for code in (near if ask.difficulty > 1 else _COMMON) if code not in article.supporting()]
    free = ask.some(beside or _COMMON, 2)
    if wanted is Outcome.SUPPORTED:
        return tuple(listed), tuple(free[:1] if ask.difficulty > 1 else ())
    if wanted is Outcome.NOT_POINTED:
        return tuple(free[:1]), tuple(listed)
    if wanted is Outcome.ONE_MISSING:
        return tuple(listed[:1]), ()
    if wanted is Outcome.AGAINST:
        return tuple(ask.some(article.refused(), 1)), ()
    return tuple(free[: 1 if ask.difficulty == 1 else 2]), ()


def _reading(ask: Ask, case: _Case) -> str:
    """The list of the article, where it is short and the exercise is not the hardest."""
    if case.article is None or ask.difficulty == 3 or len(case.article.supporting()) > _SHOWN:
        return ""
    return f"Article {case.article.name} version {case.article.version}{_lists(case.article)}.\n"


def _lists(article: Article | None) -> str:
    if article is None:
        return ""
    said = [f" lists {_named(article.supporting())}"]
    if article.pairs:
        said = [
            " asks for one of "
            + " and one of ".join(f"({_named(sorted(article.covered.get(group, ())))})" for group in pair)
            for pair in article.pairs
        ]
    if article.refused():
        said.append(f" against the service it lists {_named(article.refused())}")
    return ";".join(said)


def _named(codes: tuple[str, ...] | list[str]) -> str:
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return ", ".join(written(code) for code in codes[:_SHOWN]) + more


KIND = DrillKind(
    name="coverage",
    title="Diagnosis and service",
    reads=(
        "icd10cm_code",
        "coverage_article",
        "coverage_diagnosis",
        "coverage_group_map",
        "ncd_service",
    ),
    source=SOURCE,
    make=make,
)
