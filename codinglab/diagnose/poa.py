"""A proposal of the present-on-admission indicator, with its reason."""

from __future__ import annotations

from codinglab.diagnose.draft import Chart, Draft
from codinglab.diagnose.onset import (
    is_deficit_of,
    is_lasting,
    may_come_later,
    seen_early,
    symptom_early,
    told_early,
    told_later,
)
from codinglab.reference.code_view import is_poa_exempt


def proposed_poa(chart: Chart, draft: Draft, first: str = "") -> tuple[str, str]:
    """The indicator Y, N or U with one sentence; ("", why) for an exempt code, ("", "") off inpatient claims.

    Source: ICD-10-CM Official Guidelines, Appendix I: chronic conditions and what was seen before the order
    are Y; what began afterwards is N; what the documentation leaves open is U and a question to the provider.
    `first` is the principal diagnosis, "" for the principal diagnosis itself.
    """
    if not chart.is_inpatient:
        return "", ""
    exempt = is_poa_exempt(draft.code, chart.on)
    if exempt is None:
        return "", f"Not proposed: no list of the codes exempt from POA reporting is in force on {chart.on}."
    if exempt:
        return "", "Exempt from POA reporting."
    lasting = is_lasting(draft.code) and not may_come_later(draft.code)
    if not lasting and (found := told_later(chart, draft)):
        return "N", f"The chart tells that it came later: “{found}”."
    if found := told_early(chart, draft):
        return "Y", f"The chart tells that it was there: “{found}”."
    if (seen := seen_early(chart, draft)) is not None:
        return (
            "Y",
            f"Documented in the emergency note, the history or the admission diagnoses: “{seen.quote}”.",
        )
    if is_lasting(draft.code):
        return "Y", "A chronic condition, even if first diagnosed during the stay."
    if not first:
        return "Y", "Proposed as principal diagnosis: what occasioned the admission was there before it (II)."
    if (seen := symptom_early(chart, draft)) is not None:
        return "Y", f"The cause of a symptom that was there at admission: “{seen.quote}” (Appendix I)."
    if is_deficit_of(first, draft.code):
        return "Y", "A deficit of the stroke that occasioned the admission."
    return "U", "The documentation does not say whether it was present at admission: ask the provider."
