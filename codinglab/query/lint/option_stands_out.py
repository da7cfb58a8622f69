"""The wording of the options pushes one of them, or leaves only a degree to choose.

Bold type, capitals, a tick, "recommended", or the evidence written into one option alone say which answer
is wanted. Options that differ by severity only take the diagnosis for granted; they are fair when the
query gives facts by which the degree can be told. No order is asked for, and the number is free.

Write all options in one plain form; offer degrees only with the facts that tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import FACTS, choices, on, query
from codinglab.query.facts import measured, words_of
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.support import Facts, is_recorded, offered_in
from codinglab.query.wording import clinical_options

_DEGREES = choices("Mild malnutrition", "Moderate malnutrition", "Severe malnutrition")
_FED = on(
    11, 4, "Weight 61 kg, was 70 kg on 08/02 (13 % loss)", "Ate 40 % of meals for 8 days", source="Dietitian"
)

RULE = LintRule(
    id="QL-09",
    title="An option stands out",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        query(options=choices("**Acute kidney injury**", "Prerenal azotemia")),
        query(options=choices("ACUTE KIDNEY INJURY", "Prerenal azotemia")),
        query(options=choices("Acute kidney injury (recommended)", "Prerenal azotemia")),
        query(
            options=choices(
                "Acute kidney injury as evidenced by creatinine 0.9 to 2.1 with low urine output",
                "Prerenal azotemia",
            )
        ),
        query(
            title="Clarification: nutrition",
            options=_DEGREES,
            documented=("malnutrition",),
            indicators=on(11, 4, "Seen by the dietitian", "Multivitamin 1 tablet daily"),
        ),
    ),
    passing=(
        query(options=choices("Acute kidney injury", "Prerenal azotemia")),
        query(options=choices("AKI", "Prerenal azotemia")),
        query(title="Clarification: nutrition", options=_DEGREES, indicators=_FED),
        query(options=choices("Acute kidney injury"), indicators=FACTS),
    ),
)

_MARKUP = re.compile(
    r"\*\*|__[^\W_][^_]*__|>>|<<|⭐|►|▶|➔|=>|<\s*(?:b|strong|u|em|i|mark|h\d)\b|!|✓|✔|★|☑|→|←|<--|-->|>>>"
    r"|\[\s*[xX✓]\s*\]"
    r"|^\s*\*[^*]+\*\s*$"
)
_PRAISE = re.compile(
    r"\b(?:recommend(?:ed|s)?|preferred|most (?:likely|appropriate|accurate|supported)"
    r"|best (?:answer|fit|supported|option|documentation|choice|describes)"
    r"|favou?red|(?:correct|right|expected|desired) (?:answer|choice|option|term)|(?:select|choose|pick) this"
    r"|strongly (?:supported|suggested|favou?red|consider)|clearly (?:supported|present|met|the case)"
    r"|obvious(?:ly)?|criteria (?:are )?met)\b"
    r"|(?:[(\[]|\s[-–—:]\s?)(?:[\w-]+ ){0,2}(?:suggested|default|highest|definite(?:ly)?|most specific|likely"
    r"|required|desired|correct|best|clearly|strongly)\b[^()]{0,30}(?:[)\]]|$)",
    re.I,
)
_EVIDENCE = re.compile(
    r"\b(?:as evidenced by|evidenced by|as (?:supported|shown|demonstrated|indicated) by|supported by"
    r"|, ?(?:as|since|because) (?:the|his|her|there)|because (?:the|there)"
    r"|based on|given (?:the|that)"
    r"|as (?:the )?(?:patient|criteria)|which (?:meets|is supported)|meet(?:s"
    r"|ing) [\w-]+(?: [\w-]+)? ?criteria)\b",
    re.I,
)
_LONG = 12
_DEGREE = re.compile(
    r"\b(?:very|mild(?:ly)?|moderate(?:ly)?|severe(?:ly)?|minor|major|critical|profound|extreme|first"
    r"|second|third"
    r"|non-?severe|(?:stage|grade|class|degree)(?: (?:\d[ab]?|i{1,3}v?|iv|v)\b)?|degree)\b|\bunspecified\b",
    re.I,
)
_GRADED = re.compile(
    r"\b(?:malnutrition|asthma|dementia|neurocognitive|depressi\w+|brain injury|head injury|stenosis"
    r"|regurgitation|burn\w*"
    r"|hypothermia|intellectual|autis\w+|pancreatitis|copd|use disorder|frostbite|stage|grade|class|degree"
    r"|pre-?eclampsia"
    r"|croup|sleep apnea|retinopathy|pain|hearing loss|mucositis|hyperemesis|neutropenia)\b",
    re.I,
)
_TELLS_DEGREE = re.compile(
    r"\d ?%|\b\d+(?:\.\d+)? ?x ?\d|\bstage \d|\b(?:mild|moderate|severe|marked|profound|full[- ]thickness"
    r"|partial[- ]thickness|sphincter|muscle|fat|bone|mucosa|layers?"
    r"|leathery|blister\w*|charred|slough|eschar|fascia|persist\w*|daily|every (?:day|night|week)|score"
    r"|intub\w*)",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Compare the clinical options with one another."""
    if query.type is not QueryType.MULTIPLE_CHOICE:
        return
    clinical = clinical_options(query)
    for option in query.options:
        if _MARKUP.search(option) or (option in clinical and _PRAISE.search(option)):
            yield Fault(f"The option “{option}” is marked out.")
    for option in clinical:
        others = [other for other in clinical if other != option]
        if (
            _is_shouted(option)
            and not any(map(_is_shouted, others))
            and any(re.search("[a-z]", o) for o in query.options)
        ):
            yield Fault(f"The option “{option}” alone is written in capitals.")
        if _EVIDENCE.search(option) and not (others and all(map(_EVIDENCE.search, others))):
            yield Fault(f"The option “{option}” brings its own evidence, and the others do not.")
        elif others and _is_far_longer(option, others):
            yield Fault(f"The option “{option}” is far longer than the others.")
    bare = {" ".join(_DEGREE.sub(" ", option).lower().split()) for option in clinical}
    if len(clinical) > 1 and len(bare) == 1 and bare != {""} and not _degree_can_be_told(query, clinical):
        yield Fault("The options differ by severity only, and no indicator tells the degree.")


def _is_shouted(option: str) -> bool:
    return re.search(r"\b[A-Z]{6,}\b|\b[A-Z]{4,}[ -][A-Z]{4,}\b", option) is not None


def _is_far_longer(option: str, others: list[str]) -> bool:
    """Whether an option has three times the words of the others, or, if it is shorter, five times."""
    words, usual = len(option.split()), median(len(other.split()) for other in others)
    return words >= max(_LONG, 3 * usual) or words >= max(_LONG - 2, 5 * usual)


def _degree_can_be_told(query: Query, clinical: tuple[str, ...]) -> bool:
    """Whether the condition is one that is graded, and a fact of this encounter tells a degree."""
    if not all(map(_GRADED.search, clinical)):
        return False
    facts = Facts(query.indicators)
    kinds = [item for option in clinical for item in offered_in(option, query) if item.of]
    if not all(facts.speak_for(item) or is_recorded(item, query) for item in kinds):
        return False
    bases = [item for option in clinical for item in offered_in(option, query) if not item.of]
    spoken = not bases or any(map(facts.speak_for, bases))
    texts = [words_of(item) for item in query.indicators if not item.prior]
    return spoken and any(_TELLS_DEGREE.search(text) or any(measured(text)) for text in texts)
