"""Services for reasons that no policy covers, and codes that outpatient hospitals do not bill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from codinglab.backtest.plant.bases import of_age
from codinglab.backtest.plant.kind import SERVICES, Kind, Made, assigned, one
from codinglab.backtest.plant.rows import drawn, rows
from codinglab.claims.generate import Error
from codinglab.validate.examples import dx, line, outpatient, placed, professional

_REASONS = ("J30.9", "K21.9", "G47.33", "H61.23", "L30.9", "N40.0", "R51.9", "D64.9")


def uncovered(rng: Random) -> Iterator[Made]:
    """A code of a reviewed article for a reason that it does not list; no national determination is of it."""
    asked = {
        (row["article"], row["version"], row["hcpcs_group"])
        for row in rows("coverage_group_map")
        if row["rule"] in ("any", "pair")
    }
    national = {row["code"] for row in rows("ncd_service")}
    listed: dict[tuple[str, str], set[str]] = {}
    for row in rows("coverage_diagnosis"):
        listed.setdefault((row["article"], row["version"]), set()).add(row["code"])
    for row, first, last in drawn("coverage_article", rng):
        article = row["article"], row["version"]
        if (*article, row["hcpcs_group"]) in asked and row["code"] not in national:
            reason = rng.choice([code for code in _REASONS if code.replace(".", "") not in listed[article]])
            service = line(row["code"])
            if row["claim_type"] == "professional":
                claim = professional(dx(reason), placed(service, "11"), contractor=row["contractor"])
            else:
                claim = outpatient(dx(reason), service, contractor=row["contractor"])
            claim = of_age(assigned(claim, contractor=True), rng.randint(60, 88), rng, ("M",))
            yield one(claim, Error("coverage/diagnosis-not-covered", line=1), first=first, last=last)


def against(rng: Random) -> Iterator[Made]:
    """A code of an article for a reason that it denies."""
    for row, first, last in drawn("coverage_diagnosis", rng, covered=False):
        for bound in rows("coverage_article"):
            same = (bound["article"], bound["version"]) == (row["article"], row["version"])
            if same and bound["claim_type"] == "professional":
                reason = row["code"][:3] + "." + row["code"][3:]
                claim = professional(
                    dx(reason), placed(line(bound["code"]), "11"), contractor=bound["contractor"]
                )
                claim = of_age(assigned(claim, contractor=True), rng.randint(60, 88), rng)
                yield one(
                    claim, Error("coverage/diagnosis-listed-noncovered", line=1), first=first, last=last
                )


def uncovered_nationally(rng: Random) -> Iterator[Made]:
    """A code of a national determination whose whole list is known, for another reason."""
    for row, first, last in drawn("ncd_service", rng, whole=True):
        claim = professional(dx(rng.choice(_REASONS)), placed(line(row["code"]), "11"))
        claim = of_age(assigned(claim), rng.randint(60, 88), rng, ("M",))
        yield one(claim, Error("coverage/ncd-diagnosis", line=1), first=first, last=last)


def of_status(edit: str, status: str, *, place: int | None = 1) -> Callable[[Random], Iterator[Made]]:
    """A code of an outpatient status that is not for such a claim."""

    def make(rng: Random) -> Iterator[Made]:
        for row, first, last in drawn("opps_status", rng, status=status):
            claim = of_age(assigned(outpatient(dx("J30.9"), line(row["code"]))), rng.randint(50, 88), rng)
            yield one(claim, Error(edit, line=place), first=first, last=last)

    return make


def beside_stay(rng: Random) -> Iterator[Made]:
    """Another service on the day of one that only a stay pays."""
    for row, first, last in drawn("opps_status", rng, status="C"):
        claim = outpatient(dx("J30.9"), line(row["code"]), line(rng.choice(["80053", "71046", "85025"])))
        yield one(
            of_age(assigned(claim), rng.randint(50, 88), rng),
            Error("oce/beside-inpatient-only", line=2),
            first=first,
            last=last,
        )


def ended_service(rng: Random) -> Iterator[Made]:
    """A Level II code that has ended."""
    for row in _ended(rng):
        claim = of_age(assigned(outpatient(dx("J30.9"), line(row))), rng.randint(50, 88), rng)
        yield one(claim, Error("oce/invalid-hcpcs", line=1))


def _ended(rng: Random) -> Iterator[str]:
    gone = [row["code"] for row in rows("hcpcs_code") if row["through"] and row["through"].year < 2025]
    while gone:
        yield rng.choice(gone)


KINDS = (
    Kind("coverage/diagnosis-not-covered", "no covered reason", uncovered, SERVICES),
    Kind("coverage/diagnosis-listed-noncovered", "a reason that is denied", against, SERVICES),
    Kind("coverage/ncd-diagnosis", "no nationally covered reason", uncovered_nationally, SERVICES),
    Kind("oce/inpatient-only", "only a stay pays it", of_status("oce/inpatient-only", "C"), SERVICES),
    Kind("oce/not-covered", "not covered", of_status("oce/not-covered", "E1"), SERVICES),
    Kind(
        "oce/for-equipment-contractor", "equipment", of_status("oce/for-equipment-contractor", "Y"), SERVICES
    ),
    Kind("oce/for-no-contractor", "no contractor's", of_status("oce/for-no-contractor", "M"), SERVICES),
    Kind("oce/other-code-meant", "another code is meant", of_status("oce/other-code-meant", "B"), SERVICES),
    Kind(
        "oce/only-packaged",
        "only packaged services",
        of_status("oce/only-packaged", "N", place=None),
        SERVICES,
    ),
    Kind("oce/beside-inpatient-only", "beside what only a stay pays", beside_stay, SERVICES),
    Kind("oce/invalid-hcpcs", "a code that has ended", ended_service, SERVICES),
)
