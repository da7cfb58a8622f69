"""The rows of reference/lexicon/query/opportunities.toml: what each kind of opportunity looks for."""

from __future__ import annotations

from dataclasses import dataclass

_FORBID = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The range in which a value speaks against a condition; None where a side is open."""

    __pydantic_config__ = _FORBID

    term: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, number: float) -> bool:
        """Whether a number is in the range."""
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class Signs:
    """What bears on a condition in a chart, the telling terms first.

    Attributes:
        name: of the row, part of the ids.
        values: terms of observations; of the first the course is told, of the others the extreme.
        low: those of them that are abnormal when low.
        normal: ranges that speak against it.
        findings, treatments: terms of observations.
        words: regular expressions for what has no observation; the whole statement is told.
    """

    __pydantic_config__ = _FORBID

    name: str
    values: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    normal: tuple[Limit, ...] = ()
    findings: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validation:
    """When a documented diagnosis can be held against the definitions.

    Attributes:
        codes: of the diagnosis, as prefixes.
        read: terms that must have been measured in the stay; `times` how often.
        unless: treatments that make the definitions no test of the diagnosis.
        findings: where nothing is measured, what must be seen on `days` days or more; seen on fewer while
            the chart denies it too, the diagnosis rests on little.
    """

    __pydantic_config__ = _FORBID

    codes: tuple[str, ...]
    read: tuple[str, ...] = ()
    times: int = 1
    unless: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    days: int = 2


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition with definitions: asked about when it is not named, or named and not supported.

    Attributes:
        condition: of `codinglab.indicators`; `definitions` the names of those that count, all when empty.
        topic: "" when a missing diagnosis is not asked for here.
        answered: codes of diagnoses by which a provider has said what it is; `said` words that do so.
        treated: treatments of which one must have been given or ordered; none asked when empty.
        unless: codes of conditions that explain the values.
        needs: codes of which one must be diagnosed, or `or_said` words that a provider must write.
        outpatient: whether it is asked outside inpatient stays too.
        options: conditions that the indicators would support.
    """

    __pydantic_config__ = _FORBID

    condition: str
    signs: Signs
    topic: str = ""
    definitions: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    treated: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    or_said: tuple[str, ...] = ()
    outpatient: bool = False
    options: tuple[str, ...] = ()
    validate: Validation | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What is reported, and the diagnoses that it belongs to."""

    __pydantic_config__ = _FORBID

    codes: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A finding of a report or of another clinician that no provider speaks of.

    Attributes:
        documents: the types of documents it is reported in.
        codes: of what is reported; `answered` codes of diagnoses that cover all of it, `covered` those that
            cover some.
        needs: codes of which one must be diagnosed for it to matter; none asked when empty.
        words: what counts too, where no provider writes it.
    """

    __pydantic_config__ = _FORBID

    name: str
    topic: str
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    answered: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    covered: tuple[Covered, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnspecifiedRow:
    """A diagnosis without a detail that the chart has elsewhere.

    Attributes:
        codes: of the unspecified diagnosis; `settled` codes that say the detail beside it.
        lacks: the detail, in words.
        signs: of which one must be in the chart: a value, a finding, words, or a reported code.
        decides: those of the values that count for that, all when empty.
        reported: codes that a report or another clinician names.
        said: words of a provider that answer; with `others_only` the words of the signs do too.
    """

    __pydantic_config__ = _FORBID

    topic: str
    codes: tuple[str, ...]
    lacks: str
    signs: Signs
    settled: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    others_only: bool = False
    outpatient: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Groups of codes of which a patient has only one at a time."""

    __pydantic_config__ = _FORBID

    name: str
    what: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that point to another cause, and what they point to."""

    __pydantic_config__ = _FORBID

    words: str
    cause: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """Two facts whose link changes the code and is never presumed.

    Attributes:
        one: codes of the possible cause; `drugs`, `device` words of one; `surgery` an operation;
            `between` causes of which a provider weighs two without deciding.
        cause: how the options name it, the chart's own words when empty.
        other: codes of the condition that it may have brought about.
        linked: codes that say that the link is documented.
        said: words of a provider that answer.
        acted: what was done about the drug, in the same statement.
        always: words of a device that was there before the stay.
        section: of the Official Guidelines.
        clues: other causes that the chart points to.
        outpatient: whether it is asked outside inpatient stays too.
    """

    __pydantic_config__ = _FORBID

    name: str
    topic: str
    section: str
    other: tuple[str, ...]
    one: tuple[str, ...] = ()
    drugs: str = ""
    acted: str = ""
    device: str = ""
    always: str = ""
    surgery: bool = False
    between: str = ""
    cause: str = ""
    linked: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    outpatient: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """What a procedure lacks that only the provider can say.

    Attributes:
        missing: patterns of what is asked for; `unless` patterns of the procedure's name left out.
        term: a pattern of the procedure's name, any when empty.
    """

    __pydantic_config__ = _FORBID

    topic: str
    missing: tuple[str, ...]
    term: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class SignRow:
    """A condition, and codes or words of what a provider of the first day says that shows it (Appendix I)."""

    __pydantic_config__ = _FORBID

    codes: tuple[str, ...]
    shown_by: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoaRow:
    """Codes for which onset is not asked by itself, and exceptions among them.

    Attributes:
        sign: of a condition, codes of what shows it at admission.
    """

    __pydantic_config__ = _FORBID

    never: tuple[str, ...]
    but: tuple[str, ...] = ()
    sign: tuple[SignRow, ...] = ()
