"""Present on admission: Y, N, U, W, or a code that is exempt and stays blank.

U (the documentation does not say) and W (the provider cannot tell) are mixed up, and exempt codes get a Y.
Difficulty 1 has three answers; difficulty 2 all five; difficulty 3 combination codes of which one part came
later, chronic conditions found late, and codes that their 7th character makes exempt.
"""

from __future__ import annotations

from typing import Any

from codinglab.drills.codes import codes_on, guideline, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import Rows, rows_on
from codinglab.drills.situations import presence
from codinglab.model import Icd10cm

_SECTION = "Appendix I"
_SOURCE = "icd10cm-poa-exempt"
EXEMPT = "exempt"
_MEANINGS = {
    "Y": "Y: present at the time of inpatient admission",
    "N": "N: not present at the time of inpatient admission",
    "U": "U: documentation insufficient to tell",
    "W": "W: the provider cannot determine it clinically",
    EXEMPT: "Exempt: no indicator is reported",
}
_ON_ARRIVAL = "It is documented on the day of admission."
_INJURY = "It happened on the day before, and the patient is admitted for treatment of it."


def make(ask: Ask) -> Draft:
    """Draw a code and when the record says that it was there."""
    exempt = rows_on("poa_exempt", ask.on, _SOURCE)
    draw = ask.random.random()
    if draw < 0.25:
        code, answer, says, why = ask.first(lambda: _exempt(ask, exempt))
    elif draw < 0.4 and ask.difficulty == 3:
        code, answer, says, why = ask.first(lambda: _beside_exempt(ask, exempt))
    else:
        code, answer, says, why = ask.first(lambda: _told(ask, exempt))
    offered = ("Y", "N", EXEMPT) if ask.difficulty == 1 else tuple(_MEANINGS)
    rule = rule_of(code, exempt)
    return Draft(
        prompt=(
            f"An acute care hospital reports {titled(code, ask.on)}; the patient is discharged on {ask.on}.\n"
            f"{says}\nWhich POA indicator is right?"
        ),
        options=tuple(Option(value, _MEANINGS[value]) for value in offered),
        accepted=(answer,),
        explanation=why,
        table=f"POA exempt list {exempt.edition}: {_in_words(code, rule)}",
        authority=guideline(_SECTION),
        section=_SECTION,
    )


def rule_of(code: str, exempt: Rows) -> dict[str, Any] | None:
    """The rule of the exempt list that covers a code, or None."""
    for row in exempt.all():
        last = code[6:7] or "-"
        if code.startswith(row["prefix"]) and (not row["seventh"] or last in row["seventh"]):
            return row
    return None


def _told(ask: Ask, exempt: Rows) -> tuple[str, str, str, str] | None:
    """A condition that is not exempt, and a situation."""
    usual = {"Y", "N"} if ask.difficulty == 1 else {"Y", "N", "U", "W"}
    wanted = ask.random.choice(sorted(usual))
    fitting = [
        one
        for one in presence().situation
        if one.poa == wanted
        and one.difficulty <= ask.difficulty
        and (bool(one.codes) or ask.difficulty < 3 or wanted in "UW")
    ]
    if not fitting:
        return None
    situation = ask.random.choice(fitting)
    code = Icd10cm(ask.random.choice(situation.codes or presence().conditions))
    if code not in codes_on(ask.on).below(code) or rule_of(code, exempt):
        return None
    return code, situation.poa, situation.says, situation.why


def _exempt(ask: Ask, exempt: Rows) -> tuple[str, str, str, str] | None:
    """An exempt code; at difficulty 3 one that its 7th character makes exempt."""
    row = exempt.draw(ask.random)
    if row is None or bool(row["seventh"]) != (ask.difficulty == 3):
        return None
    below = [code for code in codes_on(ask.on).below(row["prefix"]) if rule_of(code, exempt)]
    if not below:
        return None
    code = ask.random.choice(below)
    why = "The code is on the list of those exempt from POA reporting: its indicator stays blank."
    return code, EXEMPT, _ON_ARRIVAL, why


def _beside_exempt(ask: Ask, exempt: Rows) -> tuple[str, str, str, str] | None:
    """An injury in active treatment: other 7th characters of the same code are exempt, this one is not."""
    row = exempt.draw(ask.random)
    if row is None or not row["seventh"] or row["prefix"][0] != "S":
        return None
    codes = [code for code in codes_on(ask.on).below(row["prefix"]) if code[6:] == "A"]
    if not codes:
        return None
    code = ask.random.choice(codes)
    if rule_of(code, exempt):
        return None
    why = (
        "The exempt list has the 7th characters of later care; with A the injury is reported with an "
        "indicator, and it was there on admission."
    )
    return code, "Y", _INJURY, why


def _in_words(code: str, rule: dict[str, Any] | None) -> str:
    if rule is None:
        return f"{written(code)} is not on it"
    seventh = f" with 7th character {' or '.join(rule['seventh'])}" if rule["seventh"] else ""
    return f"{written(code)} is on it, by {written(rule['prefix'])}{seventh}"


KIND = DrillKind(
    name="poa",
    title="Present on admission",
    reads=("icd10cm_code", "poa_exempt"),
    source=_SOURCE,
    make=make,
)
