"""From concepts to suggestions."""

from __future__ import annotations

from codinglab.diagnose.beside import matched, passed_over, supporting
from codinglab.diagnose.bmi import body_mass_index
from codinglab.diagnose.combinations import combined, stage_of_diabetic_kidney, with_partners
from codinglab.diagnose.combine import diabetes_with, hypertension_with
from codinglab.diagnose.consciousness import loss_of_consciousness
from codinglab.diagnose.diabetes_type import one_type_of_diabetes
from codinglab.diagnose.draft import LISTED, Chart, Rule
from codinglab.diagnose.drug_effects import adverse_effects, drug_induced
from codinglab.diagnose.drugs import long_term_drugs
from codinglab.diagnose.external import external_causes
from codinglab.diagnose.eyes import side_of_the_eye
from codinglab.diagnose.family import family_history
from codinglab.diagnose.gestation import weeks_of_gestation
from codinglab.diagnose.history import personal_history
from codinglab.diagnose.injury import encounter_of_injury
from codinglab.diagnose.laterality import side_of_the_chart
from codinglab.diagnose.osteoporosis import osteoporotic_fracture
from codinglab.diagnose.poa import proposed_poa
from codinglab.diagnose.poisoning import poisonings
from codinglab.diagnose.pregnancy import in_pregnancy
from codinglab.diagnose.pressure_injury import stage_of_pressure_injury
from codinglab.diagnose.problem_titles import drop_findings, drop_mentions
from codinglab.diagnose.remission import cancer_in_its_state
from codinglab.diagnose.respiratory import both_gases
from codinglab.diagnose.sepsis import (
    organism_of_local_infection,
    organism_of_sepsis,
    sepsis_of_shock,
    severe_sepsis,
)
from codinglab.diagnose.sequence import in_order
from codinglab.diagnose.specific import (
    described,
    drop_generic,
    drop_less_specific,
    drop_siteless,
    drop_vague,
    missing_detail,
)
from codinglab.diagnose.status import status_codes
from codinglab.diagnose.stroke import after_stroke, dominant_side
from codinglab.diagnose.stroke_site import score_of_stroke, site_of_stroke
from codinglab.diagnose.support import collect
from codinglab.diagnose.symptoms import drop_integral, drop_pain_of_part, pain_by_duration
from codinglab.diagnose.underdosing import underdosing
from codinglab.diagnose.visit_reason import reason_for_visit
from codinglab.model import Assertion, Concept, ConceptKind, Encounter, Icd10cm, Suggestion
from codinglab.reference.icd10cm import icd10cm

RULES: tuple[Rule, ...] = (
    cancer_in_its_state,
    drop_vague,
    drop_siteless,
    drop_findings,
    drop_mentions,
    sepsis_of_shock,
    organism_of_sepsis,
    organism_of_local_infection,
    one_type_of_diabetes,
    site_of_stroke,
    drop_generic,
    stage_of_pressure_injury,
    both_gases,
    side_of_the_chart,
    side_of_the_eye,
    encounter_of_injury,
    loss_of_consciousness,
    osteoporotic_fracture,
    after_stroke,
    dominant_side,
    drug_induced,
    diabetes_with,
    stage_of_diabetic_kidney,
    hypertension_with,
    severe_sepsis,
    drop_generic,
    combined,
    with_partners,
    drop_less_specific,
    drop_integral,
    drop_pain_of_part,
    pain_by_duration,
    score_of_stroke,
    external_causes,
    poisonings,
    adverse_effects,
    underdosing,
    long_term_drugs,
    body_mass_index,
    in_pregnancy,
    weeks_of_gestation,
    personal_history,
    family_history,
    status_codes,
    reason_for_visit,
)


def diagnose(encounter: Encounter, concepts: tuple[Concept, ...]) -> tuple[Suggestion, ...]:
    """Propose diagnosis codes in order, each with its words, its reason and its rule.

    Args:
        encounter: the chart; its setting and claim type decide the rules of uncertain diagnoses
            and of order.
        concepts: what `review` found in it.

    Raises:
        NotInForceError: no code list covers the governing date.
        StoreError: there is no reference store.
    """
    chart = Chart(encounter, concepts)
    drafts = collect(chart)
    for rule in RULES:
        drafts = rule(chart, drafts)
    table = icd10cm()
    suggestions: list[Suggestion] = []
    assessed = any(draft.place.tier <= 0 for draft in drafts.values())
    for draft in in_order(chart, drafts):
        entry = table.entry(draft.code, chart.on)
        missing = (*missing_detail(draft.code), *draft.missing)
        if not entry.billable:
            missing = (*missing, entry.why)
        poa, poa_reason = proposed_poa(chart, draft, suggestions[0].code if suggestions else "")
        suggestions.append(
            Suggestion(
                draft.code,
                entry.title,
                draft.evidence,
                draft.reason,
                draft.authority,
                entry.billable,
                tuple(dict.fromkeys(missing)),
                matched=matched(chart, draft),
                supporting=supporting(chart, draft),
                passed_over=passed_over(chart, draft, chart.on),
                poa=poa,
                poa_reason=poa_reason,
                addressed=not (draft.listed or (assessed and draft.place.tier == LISTED)),
            )
        )
    return tuple(suggestions)


def mentioned_codes(encounter: Encounter, concepts: tuple[Concept, ...]) -> tuple[Icd10cm, ...]:
    """The billable codes of every problem that a chart names, whatever is said of it, each once.

    This is how a register or a study indexes texts, not how a claim is coded: absent and past problems
    count, nobody's symptoms are dropped. The family's problems are left out.

    Args:
        encounter: the chart.
        concepts: what `review` found in it.

    Raises:
        NotInForceError: no code list covers the governing date.
    """
    chart = Chart(encounter, concepts)
    codes = {
        described(concept.codes[0], chart.words(concept), chart.on)
        for concept in concepts
        if concept.kind is ConceptKind.PROBLEM and concept.codes and concept.assertion is not Assertion.FAMILY
    }
    return tuple(sorted(code for code in codes if icd10cm().entry(code, chart.on).billable))
