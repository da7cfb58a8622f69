"""What the E/M helper says for the settings, problems and risks of the engine, in our own words."""

from __future__ import annotations

from codinglab.model import Setting

DISCHARGE = "discharge"
SETTINGS = {
    "office": "Office",
    "home": "Home",
    "emergency": "Emergency department",
    "initial_hospital": "Hospital, first day",
    "subsequent_hospital": "Hospital, later day",
    "same_day_hospital": "Hospital, in and out the same day",
    "initial_nursing": "Nursing facility, first visit",
    "subsequent_nursing": "Nursing facility, later visit",
    DISCHARGE: "Discharge day",
}
"""Where the visit was; a discharge day goes by time alone."""

KNOWN = {Setting.OFFICE: "office", Setting.EMERGENCY: "emergency"}
"""What an encounter says for certain: in a hospital it does not say which visit of the stay it is."""

PROBLEMS = {
    "minor": "Small, passes by itself",
    "stable_chronic": "Chronic, at its goal",
    "acute_uncomplicated": "Acute, simple",
    "acute_uncomplicated_in_hospital": "Acute, simple, but needs the hospital",
    "stable_acute": "Acute, already stable",
    "chronic_with_exacerbation": "Chronic, not at its goal or worse",
    "uncertain_prognosis": "New, outcome uncertain",
    "acute_with_systemic_symptoms": "Acute, the whole body is ill",
    "acute_complicated_injury": "Injury with complications",
    "chronic_with_severe_exacerbation": "Chronic, severely worse",
    "threat_to_life_or_function": "Threat to life or to a body function",
}
"""The kinds of reference/lexicon/em_level.toml."""

RISKS = {
    "minimal": "next to none",
    "low": "small: rest, a dressing, something from the shelf",
    "moderate": "a prescription drug is managed; surgery is decided; living conditions limit the care",
    "high": "a drug is watched for toxicity; emergency or risky major surgery; hospital care or its limits",
}

DATA = {
    "historian": "History from someone else, as the patient could not give it",
    "interpretation": "Own reading of a test that is not billed",
    "discussion": "Discussion with someone outside the practice",
}
