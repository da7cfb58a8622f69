"""A claim of the lab, made of the segments of an X12 claim.

Names and addresses are not kept: a patient is the member id, for a dependent with the birth date, the sex
and the relation to the subscriber behind it. The provider of a professional claim is who rendered it, else
who bills; of an institutional one the attending, else who rendered it. The group is who bills; so is the
facility of an institutional claim. External causes (ABN) follow the other diagnoses unless they stand among
them. Reasons for an outpatient visit (APR), occurrences, values and the notes of a claim have no place in the
claim of the lab and are left. A line of revenue code 0001 without a code is the claim's total, no service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from codinglab.claims.intake.gathered import Payment
from codinglab.claims.intake.x12_codes import Codes, read_codes
from codinglab.claims.intake.x12_draft import Draft, Level
from codinglab.claims.intake.x12_fault import Fault, FaultError
from codinglab.claims.intake.x12_line import ReadLine, is_total, read_line
from codinglab.claims.intake.x12_values import amount, day, fail, period
from codinglab.claims.json import impossible
from codinglab.model import Claim, ClaimType, Patient, Provider, Sex

_INPATIENT = frozenset({"11", "18", "21", "28", "41"})
_VOID = "8"
_SEXES = {sex.value: sex for sex in Sex} | {"": Sex.UNKNOWN}


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim that was read.

    Attributes:
        claim: it, with its id as the file has it.
        providers: lines given by others than the claim's provider: their position from 1, and by whom.
        payments: what another payer decided on a line, by its position from 1.
    """

    claim: Claim
    providers: dict[int, Provider]
    payments: dict[int, Payment]


def read_claim(draft: Draft) -> ReadClaim:
    """Make a claim of its segments.

    Raises:
        FaultError: it cannot be read, or is none that could be.
    """
    if draft.fault is not None:
        raise FaultError(draft.fault)
    opening = draft.opening
    claim_id = opening.at(1)
    if not claim_id:
        raise fail(opening, "The claim has no id.", 1)
    setting, frequency = opening.parts(5)[0].strip(), (*opening.parts(5), "", "")[2].strip()
    if not draft.institutional and frequency == _VOID:
        reason = "It takes an earlier claim back (frequency 8), and bills nothing: take that claim out too."
        raise fail(opening, reason, 5)
    if not draft.lines:
        raise fail(opening, "The claim has no service line.")
    claim_type = _claim_type(draft, setting)
    codes = read_codes(draft.codes)
    statement = _statement(draft)
    lines = [
        read_line(line, draft, statement, "" if draft.institutional else setting) for line in draft.lines
    ]
    _check_balance(draft, lines)
    lines = [line for line in lines if not is_total(line)]
    claim = _claim(draft, claim_type, setting, frequency, codes, statement, lines)
    for what in impossible(claim):
        name, _, reason = what.partition(": ")
        raise FaultError(Fault(opening.place, name, "", f"{reason}."))
    payments = {number: line.payment for number, line in enumerate(lines, start=1) if line.payment}
    return ReadClaim(claim, _other_providers(draft, claim.provider, lines), payments)


def _claim(
    draft: Draft,
    claim_type: ClaimType,
    setting: str,
    frequency: str,
    codes: Codes,
    statement: tuple[date, date] | None,
    lines: list[ReadLine],
) -> Claim:
    billing = _level(draft, "20").parties.get("85")
    if statement is None:
        first = min((line.line.date for line in lines), default=date.min)
        last = max((line.line.through or line.line.date for line in lines), default=date.min)
    else:
        first, last = statement
    admitted = draft.dates.get("435") if claim_type is ClaimType.INPATIENT else None
    site = draft.parties.get("77")
    billed_by = billing.id if billing else ""
    return Claim(
        claim_id=draft.opening.at(1),
        claim_type=claim_type,
        patient=_patient(draft),
        from_date=first,
        through_date=last,
        admission_date=period(admitted)[0] if admitted else None,
        discharge_status=draft.stay.at(3) if draft.stay else "",
        bill_type=f"0{setting}{frequency}" if draft.institutional else "",
        provider=_provider(draft),
        facility_id=billed_by if draft.institutional else site.id if site else "",
        contractor=_contractor(draft),
        admitting_diagnosis=codes.admitting,
        condition_codes=codes.conditions,
        diagnoses=codes.diagnoses,
        procedures=codes.procedures,
        lines=tuple(line.line for line in lines),
    )


def _level(draft: Draft, kind: str) -> Level:
    level = draft.level
    while level is not None and level.opening.at(3) != kind:
        level = level.parent
    if level is None:
        raise fail(draft.opening, f"No level of kind {kind} (HL) stands above it.")
    return level


def _claim_type(draft: Draft, setting: str) -> ClaimType:
    opening = draft.opening
    if len(setting) != 2 or not setting.isalnum():
        what = "bill type" if draft.institutional else "place of service"
        raise fail(opening, f"It does not begin with two characters of the {what}.", 5)
    qualifier = (*opening.parts(5), "")[1].strip()
    if qualifier != ("A" if draft.institutional else "B"):
        meant = "A, a type of bill" if draft.institutional else "B, a place of service"
        raise fail(opening, f"Its second part is not {meant}.", 5)
    if not draft.institutional:
        return ClaimType.PROFESSIONAL
    return ClaimType.INPATIENT if setting in _INPATIENT else ClaimType.OUTPATIENT


def _statement(draft: Draft) -> tuple[date, date] | None:
    if not draft.institutional:
        return None
    said = draft.dates.get("434")
    if said is None:
        raise fail(draft.opening, "The days that the statement covers (DTP 434) are missing.")
    first, last = period(said)
    if last < first:
        raise fail(said, "The last day is before the first.", 3)
    return first, last


def _patient(draft: Draft) -> Patient:
    subscriber = _level(draft, "22")
    insured = subscriber.parties.get("IL")
    if insured is None:
        raise fail(subscriber.opening, "The subscriber (NM1 IL) is missing.")
    if not insured.id:
        raise fail(insured.name, "The subscriber has no member id.", 9)
    level = draft.level or subscriber
    if level.person is None:
        raise fail(level.opening, "The patient's birth date and sex (DMG) are missing.")
    if level.person.at(1) != "D8":
        raise fail(level.person, "The form of the birth date is D8.", 1)
    born = day(level.person, 2, level.person.at(2))
    sex = _SEXES.get(level.person.at(3))
    if sex is None:
        raise fail(level.person, "The sex is F, M or U.", 3)
    if level is subscriber:
        return Patient(insured.id, born, sex)
    relation = level.relation.at(1) if level.relation else ""
    return Patient(f"{insured.id}-{born:%Y%m%d}{sex.value}{relation}", born, sex)


def _provider(draft: Draft) -> Provider:
    level = _level(draft, "20")
    billing = level.parties.get("85")
    group = billing.id if billing else ""
    rendering, attending = draft.parties.get("82"), draft.parties.get("71")
    who = (attending or rendering) if draft.institutional else rendering
    if who is not None:
        return Provider(who.id, who.taxonomy, group)
    if draft.institutional:
        return Provider("", "", group)
    shared = {line.parties["82"].id if "82" in line.parties else "" for line in draft.lines}
    if len(shared) == 1 and (only := draft.lines[0].parties.get("82")):
        return Provider(only.id, only.taxonomy, group)
    return Provider(group, level.specialty.at(3) if level.specialty else "", group)


def _contractor(draft: Draft) -> str:
    payer = _level(draft, "22").parties.get("PR")
    return payer.id if payer else ""


def _other_providers(draft: Draft, provider: Provider, lines: list[ReadLine]) -> dict[int, Provider]:
    if draft.institutional:
        return {}
    found = {}
    for number, line in enumerate(lines, start=1):
        if line.rendering is not None and line.rendering.id not in ("", provider.id):
            found[number] = Provider(line.rendering.id, line.rendering.taxonomy, provider.group)
    return found


def _check_balance(draft: Draft, lines: list[ReadLine]) -> None:
    """A claim is charged what its lines are: else a line is missing, or one too many."""
    charged = sum((line.line.charge for line in lines if not is_total(line)), Decimal(0))
    if amount(draft.opening, 2) != charged:
        raise fail(draft.opening, f"The lines are charged {charged} together: one may be missing.", 2)
