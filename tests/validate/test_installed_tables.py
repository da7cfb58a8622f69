"""The edits read the editions that the user installed, for the claims they are of, on their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from codinglab.model import Claim, Finding
from codinglab.reference.build import at_home
from codinglab.reference.install.install import install
from codinglab.reference.paths import ROOT
from codinglab.reference.rules_file import read_card, write_rules
from codinglab.reference.store import Store
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import line, outpatient, professional
from codinglab.validate.run import run

OFFICIAL = ROOT.parent / "shared" / "official" / "ncci"
HEAD = "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
FILES = {
    "ncci-ptp-hospital": (
        "ccioph-2026q2.txt",
        HEAD + "Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\r\n"
        "G0101\tQ0091\t\t20200101\t*\t0\tMisuse of Column Two code with Column One code\r\n"
        "G0105\tG0101\t\t20200101\t20260515\t1\tStandards of medical/surgical practice\r\n",
    ),
    "ncci-mue-practitioner": (
        "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
        "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n"
        "J3301,3,3 Date of Service Edit: Clinical,Clinical: Data\r\n",
    ),
    "ncci-add-on": (
        "AOC_2026q2.csv",
        "Add-On Code,Primary Code,AOC Edit Type,AOC Edit Eff Dt\r\nG2211,99213,1,20260101\r\n",
    ),
}


def engine(folder: Path) -> OneClaimEngine:
    """The edits of the family over what is installed and what ships, without a whole store."""
    folder.mkdir()
    write_rules(Store(folder, {}), lambda _sentence, _share: None)
    return OneClaimEngine([edit for edit in edits() if edit.family == "ncci"], read_card(folder))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneClaimEngine]:
    """A home with a small file of each source, in the published layout."""
    folder = tmp_path_factory.mktemp("installed")
    with at_home(folder / "home"):
        for source, (name, text) in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
            install(source, folder / name, accept_licence=True)
        yield engine(folder / "rules")


def found(judges: OneClaimEngine, claim: Claim, edit: str) -> list[Finding]:
    return [finding for finding in run(judges, [claim])["example"].findings if finding.edit == edit]


def missed(judges: OneClaimEngine, claim: Claim, edit: str) -> str:
    report = run(judges, [claim])["example"]
    return "; ".join(one.reason for one in report.not_evaluated if one.edit == edit)


PTP, MUE, AOC = "ncci/column-two-code", "ncci/units-above-mue", "ncci/add-on-without-primary"


def test_the_edition_and_its_days_are_named(installed: OneClaimEngine) -> None:
    (finding,) = found(installed, outpatient(line("G0101"), line("Q0091", "59")), PTP)
    assert "no modifier separates" in finding.message
    assert "ncci-ptp-hospital 2026 Q2" in finding.table
    assert "2026-04-01" in finding.table
    assert "2026-06-30" in finding.table


def test_a_whole_table_says_no(installed: OneClaimEngine) -> None:
    claim = outpatient(line("45385"), line("45380"))
    assert not found(installed, claim, PTP)
    assert not missed(installed, claim, PTP)


def test_the_extract_still_serves_other_claims(installed: OneClaimEngine) -> None:
    (finding,) = found(installed, professional(line("45385"), line("45380")), PTP)
    assert "teaching slice" in finding.table


def test_a_row_ends_within_the_edition(installed: OneClaimEngine) -> None:
    assert found(installed, outpatient(line("G0105"), line("G0101"), on="2026-05-15"), PTP)
    assert not found(installed, outpatient(line("G0105"), line("G0101"), on="2026-05-16"), PTP)


@pytest.mark.parametrize("day", ["2026-03-31", "2026-07-01"])
def test_another_quarter_is_not_evaluated(installed: OneClaimEngine, day: str) -> None:
    claim = outpatient(line("G0101"), line("Q0091"), on=day)
    assert not found(installed, claim, PTP)
    assert "does not cover" in missed(installed, claim, PTP)


def test_units_and_add_ons_are_those_installed(installed: OneClaimEngine) -> None:
    (finding,) = found(installed, professional(line("J3301", units=4), on="2026-05-01"), MUE)
    assert "MUE of 3" in finding.message
    assert "ncci-mue-practitioner 2026 Q2" in finding.table
    assert "confidential" in missed(installed, professional(line("Q0091"), on="2026-05-01"), MUE)
    assert found(installed, professional(line("G2211"), line("99214"), on="2026-05-01"), AOC)
    assert not found(installed, professional(line("G2211"), line("99213"), on="2026-05-01"), AOC)
    assert not missed(installed, professional(line("64405"), on="2026-05-01"), AOC)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
def test_one_claim_with_the_official_table_of_pairs(tmp_path: Path) -> None:
    with at_home(tmp_path / "home"):
        release = install("ncci-ptp-hospital", OFFICIAL / "ptp-hospital-2026q2.zip", accept_licence=True)
        assert (release.since, release.through) == (date(2026, 4, 1), date(2026, 6, 30))
        judges = engine(tmp_path / "rules")
        claim = outpatient(line("45385"), line("45380"), line("11102"), line("99213"))
        denied = {finding.code for finding in found(judges, claim, PTP)}
        assert {"45380", "99213"} <= denied
        assert not missed(judges, claim, PTP)
        times = []
        for _ in range(15):
            start = perf_counter()
            run(judges, [claim])
            times.append(perf_counter() - start)
        assert median(times) < 0.1
