"""What the indicators of a query say: the numbers measured, and words that no negation takes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codinglab.model import Indicator

_THEN = re.compile(
    r"(?<=\d)(?:%| ?[a-zA-Z/]{1,6})?,? (?:and )?(?:then|followed by|down to|up to|peaking at) (?=\d)"
)
_DAY = re.compile(r"\s?(?:\((?:on )?|on )\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?|\s?\([^()]{1,30}\)(?=, \d)")
_DOSE = (
    r"(?:u|units?|L|L/\w+|mg|g|mcg|mEq|mL|mL/\w+|days?|d|h|hours?|x|doses?|weeks?|months?|of|cm|puffs?"
    r"|beats?|tabs?|PRBCs?)"
)
_UNIT = r"(?:\s?%|\s?[x×] ?10\^?[39](?:/\w{1,2})?|\s?[a-zA-Zµ]{1,5}(?:/\w{1,3})?)"
_LIST_OF = re.compile(
    rf"(?<=\d){_UNIT}?(?:,? (?:and|from|was|previously|before,?) |, )(?:was |from )?"
    rf"(?=\d+(?:\.\d+)?(?![\d.]* ?{_DOSE}\b(?!/(?:dL|L|mL)\b))(?!/))"
)
_RANGE = re.compile(r"(?<![\d/.-])(\d+(?:\.\d+)?)\s?[-–]\s?(\d+(?:\.\d+)?)(?![\d/-])")
_DECADE = re.compile(r"(?<=\d)s\b")
_THOUSANDS = re.compile(
    r"\b((?:WBCs?|platelets?|plt|white (?:blood )?(?:cell )?count)\D{0,10}?\d{1,3}),(\d)\d\d\b", re.I
)
_MORE = (
    ("fractional excretion of sodium", r"\b(?:FENa|fractional excretion of sodium)\D{0,12}?(\d+(?:\.\d+)?)"),
    (
        "systolic blood pressure",
        r"\b(?:SBP|systolic(?: BP| blood pressure| pressure)?)\D{0,12}?(\d{2,3})\b(?!\s?%)",
    ),
    ("systolic blood pressure", r"\b(?:BPs?|blood pressures?)\b\D{0,14}?(\d{2,3})/\d{2,3}"),
    ("diastolic blood pressure", r"\b(?:BPs?|blood pressures?)\b\D{0,14}?\d{2,3}/(\d{2,3})"),
    ("SOFA", r"\bSOFA\D{0,14}?(\d{1,2})\b"),
    ("heart rate", r"\b(?:ventricular|heart|pulse) (?:rates?|response)\D{0,20}?(\d{2,3})\b"),
    ("heart rate", r"\brate (?:of )?(\d{3})(?: ?/ ?min| ?bpm|s\b| beats)"),
    ("hemoglobin", r"\b(?:haemoglobin)\b\D{0,9}?(\d{1,2}(?:\.\d)?)\b"),
    ("potassium", r"\b(?-i:K)\+?[ :=]{1,3}(?:of )?(\d\.\d)\b"),
    ("sodium", r"\b(?-i:Na)\+[ :=]{1,3}(\d{3})\b"),
    ("creatinine", r"\b(?-i:Cr|SCr|sCr)\b[.: ]{1,3}(?:of )?(\d{1,2}\.\d)"),
    (
        "glucose",
        r"\b(?:finger-?stick|accu-?chek|capillary glucose|blood sugars?|point-of-care glucose"
        r"|POC)\D{0,18}?(\d{2,4})\b",
    ),
    ("absolute neutrophil count", r"\b(?:neutrophils?|neutrophil count)\D{0,6}?(0?\.\d+|[01]\.\d)\b"),
    ("percent of weight lost", r"\b(?:weight loss|lost|loss)\b[^.;%]{0,30}?(\d+(?:\.\d+)?) ?%"),
    (
        "percent of weight lost",
        r"(\d+(?:\.\d+)?) ?% (?:of )?(?:(?:his|her|body|usual|unintended|unintentional) )*(?:weight|loss)",
    ),
    (
        "percent eaten",
        r"\b(?:intake|ate|eats|eating|eaten|consum\w+|meets?|meeting"
        r"|taking)\b[^.;%]{0,30}?(\d{1,3})(?: ?[-–] ?\d+)? ?%",
    ),
    (
        "percent eaten",
        r"(\d{1,3}) ?% (?:of )?(?:(?:his|her|estimated|energy|nutritional) )*(?:meals?|needs?|trays?"
        r"|requirements?)",
    ),
    ("calcium", r"\b(?-i:Ca)\b\D{0,5}?(\d{1,2}\.\d)"),
    ("magnesium", r"\b(?-i:Mg)\b\D{0,5}?(\d\.\d)"),
)
_MORE_PATTERNS = tuple((term, re.compile(pattern, re.I)) for term, pattern in _MORE)
_STOP = re.compile(r"[;\n]|\.(?!\d)|\b(?:but|however|although|though|except|then)\b", re.I)
_NO = re.compile(
    r"\b(?:no|not|without|denie[sd]|negative for|absence of|absent|ruled? out|free of|never|neither|nor"
    r"|lacks?"
    r"|unlikely|resolved|non)\b",
    re.I,
)
_LIST = re.compile(r"\b(?:or|nor)\b", re.I)
_NO_AFTER = re.compile(
    r"^[\w-]*(?:\s+(?!and\b|with\b)[\w-]+){0,3}?\W{0,3}(?:\b(?:is|are|was|were)\s+)?"
    r"\b(?:negative|absent|no growth|none|not (?:seen|present|found|detected|identified|given|needed"
    r"|required|used|done)"
    r"|ruled out|excluded|unlikely)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:history of|h/o|hx of)\s+(?:[\w-]+\s+){0,3}$", re.I)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that an indicator gives, and what it measures."""

    term: str
    number: float


def words_of(item: Indicator) -> str:
    """The words of an indicator: the fact, and the chart's own where they are quoted."""
    return item.fact if item.quote in item.fact else f"{item.fact}. {item.quote}"


def measured(text: str) -> Iterator[Measured]:
    """The numbers in a text; temperatures are turned into degrees Celsius.

    >>> [item.number for item in measured("Hgb 12.8, then 8.1 g/dL; T 102.2 F")]
    [12.8, 8.1, 39.0]
    """
    from codinglab.review.values import find_values  # loads the reader of notes: only when asked

    plain = _LIST_OF.sub(" -> ", _DAY.sub("", _THOUSANDS.sub(r"\1.\2", text)))
    plain = _DECADE.sub("", _RANGE.sub(r"\1 -> \2", _THEN.sub(" -> ", plain)))
    for value in find_values(plain):
        number = value.quantity.number
        if value.term == "temperature" and number > 45:
            number = round((number - 32) * 5 / 9, 1)
        yield Measured(value.term, number)
    for term, pattern in _MORE_PATTERNS:
        for match in pattern.finditer(plain):
            yield Measured(term, float(match[1]))


def stands(pattern: re.Pattern[str], text: str, *, lasting: bool = True) -> bool:
    """Whether words stand in a text and nothing takes them back; not `lasting`: nor puts them in the past.

    >>> stands(re.compile("casts"), "Sediment: no blood, protein or casts")
    False
    >>> stands(re.compile("casts"), "No response to 3 L of fluid, muddy brown casts")
    True
    """
    return any(
        not _taken_back(text, match.start(), match.end())
        and (lasting or not _PAST.search(text, 0, match.start()))
        for match in pattern.finditer(text)
    )


def any_stands(pattern: re.Pattern[str], texts: Iterable[str], *, lasting: bool = True) -> bool:
    """Whether the words stand in one of the texts."""
    return any(stands(pattern, text, lasting=lasting) for text in texts)


def _taken_back(text: str, start: int, end: int) -> bool:
    stops = [found.end() for found in _STOP.finditer(text, 0, start)]
    before = text[stops[-1] if stops else 0 : start]
    following = _STOP.search(text, end)
    after = text[end : following.start() if following else len(text)]
    if _NO_AFTER.match(after):
        return True
    said = [found.end() for found in _NO.finditer(before)]
    if not said:
        return False
    between = before[said[-1] :]
    if "," in between or ":" in between:
        return bool(_LIST.search(between) or _LIST.search(after.partition(",")[0]))
    return len(between.split()) <= 6
