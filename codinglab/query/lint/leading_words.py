"""The query tells the provider what to write, or presses for agreement.

"Please document …" with the answer, "would you agree that …" and "it would be appropriate to diagnose …"
state the answer and ask only for a signature, however politely. Asking to document one's own judgment,
whether there is a diagnosis, or the type or acuity of one is neutral and stays allowed; so is asking
whether a documented report is agreed with.

Ask what the provider's clinical judgment is: "Please clarify the diagnosis, if any, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import open_query, yes_no
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.sentences import any_of
from codinglab.query.wording import is_documented, is_other, is_undetermined, named_conditions, narrative

RULE = LintRule(
    id="QL-12",
    title="Leading words",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        open_query("Please document acute kidney injury."),
        open_query("Kindly add sepsis to the discharge summary."),
        open_query("Would you agree that this is malnutrition?"),
        open_query("Don’t you think the patient was septic?"),
        open_query("Can you document acute respiratory failure?"),
        open_query("Please document the acuity as acute."),
        open_query("Please document the diagnosis of sepsis."),
        open_query("Acute kidney injury should be documented in the summary."),
        open_query("Kindly update your note to reflect acute blood loss anemia."),
        open_query("It would be appropriate to diagnose encephalopathy."),
        open_query("Please consider adding malnutrition to your note."),
        open_query("Please clarify the acute kidney injury that was treated with fluids."),
    ),
    passing=(
        open_query("Please clarify the diagnosis, if any, being evaluated and treated."),
        open_query("Please document your clinical judgment in the progress note."),
        open_query("Can you document whether there is a diagnosis for these findings?"),
        open_query("Please document the type and acuity of the heart failure.", documented=("CHF",)),
        open_query("Please add the diagnosis, if any, that explains the fluid restriction."),
        open_query("Please clarify the diagnosis. Kindly update your note with your answer."),
        yes_no("Do you agree with this finding?", "adenocarcinoma", "adenocarcinoma"),
    ),
)

_VERB = (
    r"(?:(?:re-?)?document|add(?:end)?|includ|record|chart|writ|list|amend|cod|enter|diagnos|report"
    r"|captur|put)"
)
_ENDING = r"(?:e|ing|ting|s)?\b"
_ASPECT = (
    r"(?:type|acuity|stage|severity|site|laterality|causes?|etiology|specificity|organism|depth|status"
    r"|relationship"
    r"|approach|location|side|degree|grade|class|underlying)s?\b(?!\s+(?:\d|[ivIV]+\b))(?![^.?]*\bas\b)"
)
_NEUTRAL = re.compile(
    r"\s+(?:(?:and|or) \w+ )?(?:(?:whether|if|what|which|how|your|any|below|here|more|further"
    r"|clarification|specificity|detail"
    r"|all that apply)\b"
    r"|in (?:the|your)\b|additional (?:detail|clarif|info|spec)|(?:the |an? )?(?:\w+ )?(?:addend|response"
    r"|answer|reply)"
    r"|an? (?:associated |related )?diagnosis, if any"
    r"|(?:the|an?) (?:[\w-]+ ){0,4}(?:diagnos[ie]s|conditions?|findings?)\b,? \(?(?:if (?:any|known"
    r"|applicable)|that"
    r"|which|being|for|responsible|associated|under|treated|requiring|corresponding|most|to which|related)\b"
    rf"|{_ASPECT}(?:,? (?:and |or )?{_ASPECT})*"
    rf"|(?:the|a) (?:more )?(?:[\w-]+,? (?:and |or |/ ?)?){{0,4}}{_ASPECT}"
    r"|the (?:clinical )?(?:significance|indication|reason|rationale|judge?ment|meaning|opinion)\b)",
    re.I,
)
_SOME_DIAGNOSIS = re.compile(
    r"\s+(?:(?:the|an?|any) )?(?:[\w-]+ ){0,4}(?:diagnos[ie]s|conditions?|findings?)\b"
    r"(?!\s*(?:of|as|is|should)\b|\s*[:\"“-])",
    re.I,
)
_ASKS_TO_WRITE = any_of(
    rf"(?:please|kindly|pls)(?: also| just| be sure to| remember to| consider)?\s+{_VERB}{_ENDING}",
    rf"(?:can|could|would|will|may) you (?:please |kindly |also )?{_VERB}{_ENDING}",
    rf"would you (?:mind|consider|be (?:willing|able) to) {_VERB}{_ENDING}",
    rf"(?:we|i)(?:'d| would)? (?:need|want|like|ask|recommend|suggest|advise"
    rf"|request)(?: that)? (?:for )?you (?:to )?{_VERB}{_ENDING}",
    rf"(?:consider|suggest|recommend|advise)(?:ing)? {_VERB}ing\b",
    r"(?:consider|suggest|recommend|advise)(?:ing)? the (?:addition|diagnosis) of\b",
    rf"(?:go ahead and|be so kind as to|sign off on|proceed to) {_VERB}{_ENDING}",
    rf"you (?:should|must|need to|may want to|might want to|ought to|could) {_VERB}{_ENDING}",
)
_AS_SUCH = re.compile(
    r"\bas (?:(?:an?|the) )?(?:stage|grade|class|type|acute|chronic|severe|moderate)\b", re.I
)
_PATIENT_IS = r"(?:the |this |your )?(?:patient|pt)(?:'s)? (?:has|had|is|was|meets|condition)\b"
_SHOWN = r"(?:documented|added|listed|recorded|included|diagnosed|coded|captured)\b"
_OWN = (
    r"(?!\s+(?:your|whether|if|any|what|which|the (?:diagnosis|type|acuity|stage|condition|cause"
    r"|clinical|response|answer|most))\b)"
)
_PRESSES = any_of(
    r"would you (?:not )?agree(?: with)?",
    r"wouldn't you (?:agree|say)",
    r"(?:can|could) we agree",
    r"you (?:would|will|must|should) agree",
    r"(?:don't|wouldn't) you (?:not )?(?:think|feel|believe)",
    r"do you (?:not (?:think|feel|believe)|(?:think|feel|believe) (?:that )?(?:the |this )?(?:patient|pt)\b)",
    r"(?:don't you|do you not|won't you) agree",
    r"(?:please|kindly) (?:agree|concur)\b",
    r"(?:surely|certainly|of course|obviously),? you (?:will |would |must )?(?:agree|see|concur|know)",
    r"am i (?:right|correct)\b|(?:is that|that is) (?:right|correct), (?:is|isn't)",
    r"(?:can|could) you (?:just )?say (?:that )?(?:this|it|the patient)\b",
    r"you (?:do )?agree,? (?:don't you|that)\b",
    r"(?:wouldn't|couldn't|mustn't) (?:this|it|that|these)\b",
    r"(?:isn't|is) (?:this|it) not\b",
    r"(?:isn't|shouldn't) (?:this|it|that)\b",
    r"(?:doesn't|hasn't|isn't) (?:this|the|your) (?:patient )?",
    r"is it (?:safe|fair|reasonable|correct) to (?:say|assume|conclude|document)",
    rf"(?:should|must|needs? to|has to|have to|ought to) be {_SHOWN}",
    r"(?:can|could|may|should) (?:this|it|these) be (?:documented|called|coded|diagnosed|listed) as",
    rf"(?:make sure|ensure|see to it)(?: that)? [^.?!]{{0,60}}\b(?:is|are|gets?|be) {_SHOWN}",
    r"(?:would|might|may|seems?|appears?|is) (?:it )?(?:be )?(?:more )?(?:appropriate|reasonable|helpful"
    r"|best|advisable|prudent"
    rf"|warranted|correct) (?:for you )?to (?:say|call|consider|{_VERB}{_ENDING})",
    rf"(?:confirm|agree|acknowledge|verify|attest|validate) that {_PATIENT_IS}",
    r"(?:update|amend|revise|addend|change|correct) (?:your |the )?(?:[\w-]+ ){0,3}"
    rf"(?:to (?:reflect|show|include|state|say|read|add|document|indicate)"
    rf"|with (?:the )?diagnosis of)\b{_OWN}",
    r"(?:addend|amend|update) (?:your |the )?(?:[\w-]+ ){0,3}with (?!your|the (?:answer|response)"
    r"|an? (?:answer|response))",
    r"(?:change|revise|correct|update|upgrade) (?:the |your )?(?:diagnosis|documentation|wording|term)"
    r" (?:from [^.?!]{0,40})?to (?!reflect|whatever|your)",
    r"please note (?!that\b|the following|your|any|if|whether)(?=[^.?!]{0,60}\b(?:in|on) (?:the"
    r"|your) (?:chart|note|record))",
    r"the (?:correct|right|appropriate|best|expected|desired) (?:answer|diagnosis|term) (?:is|would be)\b",
)
_IT_IS = r"(?: that)?(?: (?:the |this |your )?(?:patient|pt|this|it|he|she)(?: (?:has|had|is|was))?)?"
_TAKES_FOR_GRANTED = any_of(
    r"(?:please|kindly|can you|could you) (?:clarify|specify|confirm|verify|acknowledge|validate|state"
    r"|indicate|carry"
    rf"|consider|note){_IT_IS} (?:the |this |that |his |her )?(?:patient's |presence of (?:the )?"
    rf"|diagnosis of )?",
    r"(?:we|i)(?:'d| would| do)? (?:need|suggest|propose|recommend|want|favou?r|would like) (?:the "
    r"|a )?(?:diagnosis of )?",
    r"(?:sign off on|agree (?:with|to|on)) (?:the |a )?(?:diagnosis of )?",
    r"(?:please )?provide (?:documentation (?:of|for)|a diagnosis of) (?:the )?",
    r"(?:you (?:might|may) want to |please )?consider (?:the )?(?:diagnosis of )?",
    r"(?:wouldn't|shouldn't|should|(?:can|could|may) we call (?:this|it)|why not) (?:the )?",
    r"(?:documentation|note|summary|record) (?:should|to|needs to|must) (?:reflect|show|include"
    r"|state) (?:the )?",
    r"appreciate it if you (?:documented|added|included|wrote|would \w+) (?:the )?",
)
_BY_SOMEBODY = re.compile(
    r"\b(?:documented|noted|mentioned|listed|diagnosed|recorded|stated|described|reported)\b", re.I
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the turns of phrase in what the author wrote."""
    for place, text in narrative(query):
        if place.startswith("option") and (is_other(text) or is_undetermined(text)):
            continue
        plain = text.replace("’", "'")
        asked = [
            match[0] for match in _ASKS_TO_WRITE.finditer(plain) if not _is_neutral(plain, match.end(), query)
        ]
        pressed = [
            match[0] for match in _PRESSES.finditer(plain) if not _is_substantiation(plain, match, query)
        ]
        taken = [
            words
            for match in _TAKES_FOR_GRANTED.finditer(plain)
            for words in _taken_for_granted(plain, match, query)
        ]
        for words in dict.fromkeys((*asked, *pressed, *taken)):
            yield Fault(f"The {place} says “{words.strip()}”, which tells the provider what to answer.")


def _is_neutral(text: str, after: int, query: Query) -> bool:
    """Whether what is asked to be written is the provider's own judgment: "if so, document it"."""
    if re.match(r"\s+(?:it|this|that|so|them)\b", text[after:]):
        return re.search(r"\bif\b[^.?!]*$", text[:after], re.I) is not None
    rest = re.split(r"[.?!;]", text[after:])[0]
    if _AS_SUCH.search(rest):
        return False
    if _SOME_DIAGNOSIS.match(rest):
        return all(is_documented(item.condition, query.documented) for item in named_conditions(rest))
    return _NEUTRAL.match(text[after:]) is not None


def _is_substantiation(text: str, match: re.Match[str], query: Query) -> bool:
    """Whether a yes/no query asks for agreement with what is documented: a report, another provider."""
    if query.type is not QueryType.YES_NO or "agree" not in match[0].lower():
        return False
    rest = re.split(r"[.?!]", text[match.start() :])[0]
    named = named_conditions(rest) or named_conditions(query.subject)
    return bool(query.documented) and all(is_documented(item.condition, query.documented) for item in named)


def _taken_for_granted(text: str, match: re.Match[str], query: Query) -> Iterator[str]:
    """A request to clarify a diagnosis, named at once, that nobody documented."""
    rest = re.split(r"[.?!;]", text[match.end() :])[0]
    if _BY_SOMEBODY.search(rest):
        return
    degrees = re.match(r"(?:(?:acute|chronic|severe|possible|suspected) )*", rest, re.I)
    start = degrees.end() if degrees else 0
    for item in named_conditions(rest[:80])[:1]:
        if rest.find(item.words) <= start and not is_documented(item.condition, query.documented):
            yield match[0] + rest[: rest.find(item.words)] + item.words
