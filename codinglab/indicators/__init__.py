"""Clinical indicators: which criteria of a published definition the facts of a chart meet, and which not.

An assessment is material for a question to the provider. It never says that the patient has a condition.
"""

from codinglab.indicators.assess import assess, assess_all, assess_encounter
from codinglab.indicators.definitions import (
    Condition,
    Criterion,
    Definition,
    conditions,
    definitions,
    load_condition,
)
from codinglab.indicators.kinds import Facts
from codinglab.indicators.limits import limits
from codinglab.indicators.observe import observations
from codinglab.indicators.series import Patient, Reading, readings

__all__ = [
    "Condition",
    "Criterion",
    "Definition",
    "Facts",
    "Patient",
    "Reading",
    "assess",
    "assess_all",
    "assess_encounter",
    "conditions",
    "definitions",
    "limits",
    "load_condition",
    "observations",
    "readings",
]
