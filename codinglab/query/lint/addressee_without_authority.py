"""The query asks somebody for a diagnosis who may not document one.

A diagnosis comes from the provider who is legally accountable for establishing it: physician, dentist,
podiatrist, nurse practitioner, physician assistant, midwife, nurse anesthetist. A nurse, dietitian,
therapist, coder or registrar may not. Those who care for the patient may be asked for what the guidelines
let them document beside a provider's diagnosis: the stage of a pressure injury, the body mass index, a
coma or stroke scale, social circumstances.

Send it to the provider who treats the condition, the attending where providers conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule

RULE = LintRule(
    id="QL-20",
    title="Addressee without authority",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(addressee="P. Dale, RN"),
        query(addressee="Lee Park, MS, RD, LDN"),
        query(addressee="Cancer registrar"),
        query(addressee="S. Code, CCS"),
    ),
    passing=(
        query(addressee="R. Stone, MSN, RN, FNP-C"),
        query(addressee="T. Ray, PA-C"),
        query(addressee="M. Birth, CNM"),
        query(addressee="Nurse anesthetist J. Sleep, CRNA"),
        open_query(
            "Please clarify the stage of the documented pressure injury.",
            addressee="W. Care, RN, wound care",
            documented=("pressure injury",),
        ),
    ),
)

_MAY = re.compile(
    r"\b(?:M\.?D|D\.?O|MBBS|MBChB|APRN(?:-\w+)?|ARNP|CRNP|(?:F|AG|AC|P|PMH|WH|A|N|AGAC|ACN|CP"
    r"|PC)*NP(?:-?[A-Z]+)*|PA(?:-?C)?|CNM|CRNA|CNS"
    r"|DPM|DDS|DMD|OD|FACP|FACS|FACC|FCCP)\b|\bM\.D\.|\bD\.O\.|\bP\.A\.",
)
_MAY_IN_WORDS = re.compile(
    r"\b(?:dr\b|doctor|physician(?!s? (?:advisor|liaison)\b.*\bRN\b)|attending|hospitalist|surgeon"
    r"|resident|intensivist|fellow\b|nurse practitioner"
    r"|(?:physician )?assistant(?=.*\bPA)|physician assistant|midwife|anesthetist|anesthesiologist|dentist"
    r"|podiatrist|provider|nocturnist"
    r"|(?:cardi|nephr|neur|pulmon|onc|hemat|ur|endocrin|gastroenter|rheumat|dermat|ophthalm|radi|path"
    r"|intern|psychiatr|pediatr|obstetric)\w*(?:ologist|ist|ician|ian)\b)",
    re.I,
)
_MAY_NOT = re.compile(
    r"\b(?:RN|LPN|LVN|BSN|CNA|MA|RD|RDN|LD|LDN|CCS(?:-P)?|CPC(?:-A)?|CIC|COC|CRC|CCA|RHIA|RHIT|CCDS|CDIP"
    r"|CTR|ODS|PT|DPT|OT|OTR|SLP|CCC|RRT|CRT|RT"
    r"|PharmD|RPh|BCPS|PTA|CPhT|CST|OTA|CGC|RDMS|COTA|MLS|CRC|IBCLC|CNSC|CDCES|CIC|CCP|AuD|SLP-CCC|LCSW|MSW"
    r"|LSW|WOCN|CWOCN|CWON|EMT|NREMT|ATC|CMA|CHUC)\b|\bR\.N\.",
)
_MAY_NOT_IN_WORDS = re.compile(
    r"\b(?:nurse|nursing|manager|speech|dieti[ct]ian|nutritionist|coder|coding|registrar|registry"
    r"|case manager"
    r"|social worker|therapist|pharmacist"
    r"|technician|technologist|scribe|clerk|secretary|medical student|student|medical assistant"
    r"|phlebotom\w+|wound care team|cdi specialist"
    r"|biller|billing|him\b|health information|utilization review\w*|unit manager|patient care tech\w*"
    r"|paramedic|chaplain|counselor|perfusionist|audiologist|preventionist|physiologist|doula|lactation"
    r"|ward (?:clerk|secretary)|charge nurse|sitter|interpreter|child life|quality department|rehab team)\b",
    re.I,
)
_FOR_ANOTHER = re.compile(
    r"\W*(?:medical |office )?(?:scribe|secretary|clerk|nurse|rn|coder|student|assistant"
    r"|manager)\b.*\b(?:for|to|of)\b"
    r"|.*'s (?:nurse|secretary|assistant|office|scribe)\b|.*\bspeech\b|.*\b(?:secretary|scribe"
    r"|clerk) (?:for|to|of)\b",
    re.I,
)
_OF_OTHERS = re.compile(
    r"\b(?:stage|staging|depth|body mass index|bmi|nihss|stroke scale|coma scale|gcs|homeless\w*|housing"
    r"|food insecurity|social"
    r"|blood alcohol level|laterality|immuni[sz]ation|vaccin\w+)\b",
    re.I,
)
_DIAGNOSIS = re.compile(r"\b(?:diagnos[ei]s|condition|malnutrition type|cause|etiology)\b", re.I)


def check(query: Query) -> Iterator[Fault]:
    """Read the credentials and the calling of the addressee; one that may outweighs those that may not."""
    written = query.addressee
    if not _FOR_ANOTHER.match(written) and (_MAY.search(written) or _MAY_IN_WORDS.search(written)):
        return
    caring = (
        re.search(
            r"\bcod(?:er|ing)\b|registr|bill|clerk|scribe|\b(?:CCS|CPC|RHI[AT]|CTR|ODS)\b", written, re.I
        )
        is None
    )
    if (_MAY_NOT.search(written) or _MAY_NOT_IN_WORDS.search(written)) and not (
        caring and _is_for_others(query)
    ):
        yield Fault(f"“{written}” may not document what the query asks for.")


def _is_for_others(query: Query) -> bool:
    """Whether the query asks for what others may document of a diagnosis that a provider made."""
    asks = _OF_OTHERS.search(query.question) and not _DIAGNOSIS.search(query.question)
    return bool(asks) and bool(query.documented) and query.type is not QueryType.YES_NO
