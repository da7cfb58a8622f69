"""Pressure injuries: the provider's site and the stage that a nurse documents are one code."""

from __future__ import annotations

from dataclasses import replace

from codinglab.diagnose.draft import Chart, Drafts, guideline, joined
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_ULCER, _NO_SITE, _NO_STAGE = "L89", "L899", "9"


def stage_of_pressure_injury(chart: Chart, drafts: Drafts) -> Drafts:
    """A stage that stands without a site joins the one site that stands without a stage.

    With two sites or two stages nobody can tell which belongs to which: they stay as they are.
    Source: ICD-10-CM Official Guidelines I.B.14; I.C.12.a.
    """
    ulcers = [code for code in drafts if code.startswith(_ULCER)]
    sites = [code for code in ulcers if not code.startswith(_NO_SITE)]
    stages = [code for code in ulcers if code.startswith(_NO_SITE) and not code.endswith(("0", _NO_STAGE))]
    if len(sites) != 1 or len(stages) != 1 or not sites[0].endswith(_NO_STAGE):
        return drafts
    site, stage = drafts[sites[0]], drafts[stages[0]]
    code = Icd10cm(site.code[:-1] + stage.code[-1])
    if not icd10cm().entry(code, chart.on).billable:
        return drafts
    whole = replace(
        site,
        code=code,
        evidence=joined(site.evidence, stage.evidence),
        reason=f"{site.reason} The stage is from {chart.document(stage.evidence[0]).title}.",
        authority=guideline("I.B.14"),
        terms=site.terms | stage.terms,
    )
    rest = {key: draft for key, draft in drafts.items() if key not in (site.code, stage.code)}
    return {**rest, code: whole}
