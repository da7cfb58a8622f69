"""An example in the words of `codinglab.validate.examples`, or, where they do not say it all, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from codinglab.claims.json import write_claim
from codinglab.model import Claim, ClaimType, Diagnosis, Procedure, ServiceLine
from codinglab.validate.examples import (
    Example,
    dx,
    in_revenue,
    inpatient,
    line,
    outpatient,
    placed,
    professional,
    px,
)

_MADE: dict[ClaimType, Callable[..., Claim]] = {
    ClaimType.PROFESSIONAL: professional,
    ClaimType.OUTPATIENT: outpatient,
    ClaimType.INPATIENT: inpatient,
}


def example_words(example: Example) -> str:
    """The Python text that makes an example."""
    word = example.outcome.replace(" ", "_")
    return f"{word}({_claim(example.claim)}, because={json.dumps(example.because, ensure_ascii=False)})"


def _claim(claim: Claim) -> str:
    """The words that make a claim; its JSON where they would make another."""
    parts: list[Diagnosis | Procedure | ServiceLine] = [*claim.diagnoses, *claim.procedures, *claim.lines]
    text = ", ".join([*map(_part, parts), f'on="{claim.through_date}"'])
    made = _MADE[claim.claim_type](*(_remade(part) for part in parts), on=claim.through_date.isoformat())
    if replace(made, claim_id=claim.claim_id) == claim:
        return f"{claim.claim_type.value}({text})"
    return f"parse_claim({json.loads(write_claim(claim))!r}, source='an example')"


def _part(part: Diagnosis | Procedure | ServiceLine) -> str:
    if isinstance(part, Diagnosis):
        return f'dx("{part.code.written}", "{part.poa}")' if part.poa else f'dx("{part.code.written}")'
    if isinstance(part, Procedure):
        return f'px("{part.code}", "{part.date}")'
    said = [f'"{word}"' for word in (part.code, *part.modifiers)]
    said += [f"units={part.units}"] if part.units != 1 else []
    said += [f"to={part.pointers!r}"] if part.pointers else []
    text = f"line({', '.join(said)})"
    if part.place_of_service:
        text = f'placed({text}, "{part.place_of_service}")'
    return f'in_revenue({text}, "{part.revenue_code}")' if part.revenue_code else text


def _remade(part: Diagnosis | Procedure | ServiceLine) -> Diagnosis | Procedure | ServiceLine:
    """What the words make of a part."""
    if isinstance(part, Diagnosis):
        return dx(part.code, part.poa)
    if isinstance(part, Procedure):
        return px(part.code, part.date.isoformat())
    made = line(part.code, *part.modifiers, units=part.units, to=part.pointers)
    made = placed(made, part.place_of_service) if part.place_of_service else made
    made = in_revenue(made, part.revenue_code) if part.revenue_code else made
    return replace(made, date=date.min)
