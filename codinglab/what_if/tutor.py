"""The tutor: the learner argues for a principal diagnosis, and the rule for or against it answers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Claim, Icd10cm, InvalidInputError
from codinglab.reference.paths import REFERENCE
from codinglab.what_if.principal import Argument, May, Verdict, may_be_principal, section

_SPEAKS = {"for": True, "against": False, "nothing": None}


@dataclass(frozen=True, slots=True)
class LearnersArgument:
    """An argument that a learner may choose.

    Attributes:
        text: in the learner's words.
        speaks: what it is worth by itself, as in `Argument`.
        asks: what about the claim decides, "" when nothing does.
        says: what the rule says.
    """

    id: str
    text: str
    speaks: bool | None
    asks: str
    says: str
    sections: tuple[str, ...]


@cache
def arguments() -> tuple[LearnersArgument, ...]:
    """The arguments, in the order of their file. Source: reference/lexicon/principal_arguments.toml."""
    path = REFERENCE / "lexicon" / "principal_arguments.toml"
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["argument"]
    return tuple(
        LearnersArgument(
            row["id"],
            row["text"],
            _SPEAKS[row["speaks"]],
            row.get("asks", ""),
            row["says"],
            tuple(row["sections"]),
        )
        for row in rows
    )


def reply(claim: Claim, code: Icd10cm, argument: str) -> tuple[Argument, ...]:
    """Answer an argument for a diagnosis of the claim: first the rule, then what the claim itself says to it.

    Raises:
        InvalidInputError: the code is not on the claim, or there is no such argument.
    """
    chosen = next((one for one in arguments() if one.id == argument), None)
    if chosen is None:
        known = ", ".join(one.id for one in arguments())
        msg = f"There is no argument '{argument}'. The arguments are {known}."
        raise InvalidInputError(msg)
    verdicts = may_be_principal(claim)
    verdict = next((one for one in verdicts if one.code == code), None)
    if verdict is None:
        msg = f"{code.written} is not a diagnosis of claim {claim.claim_id}: choose one that is."
        raise InvalidInputError(msg)
    rule = tuple(section(number) for number in chosen.sections)
    facts = tuple(_facts(chosen.asks, verdict, verdicts, claim))
    speaks = chosen.speaks if all(fact.speaks is not False for fact in facts) else False
    return (Argument(speaks, chosen.says, rule), *facts)


def _facts(asks: str, verdict: Verdict, verdicts: Sequence[Verdict], claim: Claim) -> tuple[Argument, ...]:
    item = next(one for one in claim.diagnoses if one.code == verdict.code)
    written = item.code.written
    against = tuple(one for one in verdict.arguments if one.speaks is False)
    if asks == "present":
        told = [one for one in verdict.arguments if section("Appendix I") in one.authority]
        unsaid = Argument(None, f"{written} has no POA indicator on this claim.", (section("Appendix I"),))
        return tuple(told) or (unsaid,)
    if asks == "symptom":
        found = tuple(one for one in against if section("II.A") in one.authority)
        if found or item.code[0] == "R":
            return found
        return (Argument(False, f"{written} is not a symptom or sign.", (section("II.A"),)),)
    if asks == "complication":
        found = tuple(one for one in verdict.arguments if section("II.G") in one.authority)
        plain = f"{written} is not a complication code (T80-T88); other chapters have some of their own."
        return found or (Argument(None, plain, (section("II.G"),)),)
    if asks == "others":
        return _others(verdict, verdicts)
    if asks == "edits" and not against:
        return (Argument(True, f"No edit orders {written} behind another code.", (section("II"),)),)
    return against if asks == "edits" else ()


def _others(verdict: Verdict, verdicts: Sequence[Verdict]) -> tuple[Argument, ...]:
    equal = [one.code.written for one in verdicts if one.code != verdict.code and one.may is not May.NO]
    says = f"These may stand first too, as far as the claim tells: {', '.join(equal)}."
    if not equal:
        says = "No other diagnosis of this claim may stand first."
    return (Argument(bool(equal) or None, says, (section("II.C"),)),)
