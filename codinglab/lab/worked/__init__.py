"""The worked examples of the notebooks: one teaching case, one step of the day, shown as a page to read."""

from codinglab.lab.worked.asking import asked_on
from codinglab.lab.worked.claim import worked_claim
from codinglab.lab.worked.coding import worked_diagnoses, worked_services
from codinglab.lab.worked.listing import teaching_cases
from codinglab.lab.worked.query import worked_query
from codinglab.lab.worked.reading import worked_reading
from codinglab.lab.worked.scoring import worked_score
from codinglab.lab.worked.stay import stay_criteria, stay_drg, stay_principals, stay_queries
from codinglab.lab.worked.tools import code_books

__all__ = [
    "asked_on",
    "code_books",
    "stay_criteria",
    "stay_drg",
    "stay_principals",
    "stay_queries",
    "teaching_cases",
    "worked_claim",
    "worked_diagnoses",
    "worked_query",
    "worked_reading",
    "worked_score",
    "worked_services",
]
