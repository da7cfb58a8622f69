"""What validation says: findings, what ran, and what could not be evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from codinglab.model.authority import Authority


class Severity(StrEnum):
    """How much a finding weighs: red stops, yellow warns, blue informs."""

    FAIL = "FAIL"
    WARN = "WARN"
    INFO = "INFO"


class Disposition(StrEnum):
    """What a payer's editor does when the edit fires."""

    RETURN_TO_PROVIDER = "return to provider"
    REJECT_CLAIM = "reject claim"
    DENY_CLAIM = "deny claim"
    REJECT_LINE = "reject line"
    DENY_LINE = "deny line"
    SUSPEND = "suspend for review"
    REVIEW = "coder review"


class Status(StrEnum):
    """The outcome of a whole report. Clean needs no finding *and* nothing left unevaluated."""

    CLEAN = "CLEAN"
    FAIL = "FAIL"
    WARN = "WARN"
    INFO = "INFO"
    NOT_EVALUATED = "NOT_EVALUATED"


@dataclass(frozen=True, slots=True)
class Finding:
    """One edit that fired on one claim.

    Attributes:
        edit: the edit's id, "<family>/<name>".
        line, other_line: service lines concerned, from 1.
        diagnosis, other_diagnosis: diagnosis positions concerned, from 1.
        code, other_code: the codes concerned, as people write them.
        table: the reference row used, with its edition, in words; "" when no table is read.
    """

    claim_id: str
    edit: str
    title: str
    severity: Severity
    disposition: Disposition
    message: str
    authority: tuple[Authority, ...]
    line: int | None = None
    other_line: int | None = None
    diagnosis: int | None = None
    other_diagnosis: int | None = None
    procedure: int | None = None
    code: str = ""
    other_code: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """An edit that could not be judged, and what to do about it."""

    claim_id: str
    edit: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that validation has to say about one claim."""

    claim_id: str
    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    ran: tuple[str, ...] = field(default=())

    @property
    def status(self) -> Status:
        """The worst outcome; NOT_EVALUATED outranks WARN and INFO but never hides a FAIL."""
        severities = {finding.severity for finding in self.findings}
        if Severity.FAIL in severities:
            return Status.FAIL
        if self.not_evaluated:
            return Status.NOT_EVALUATED
        for severity, status in ((Severity.WARN, Status.WARN), (Severity.INFO, Status.INFO)):
            if severity in severities:
                return status
        return Status.CLEAN
