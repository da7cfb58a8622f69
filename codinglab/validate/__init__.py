"""Claim edits: every check a payer runs, each in one file that teaches as well as it checks.

validate(claim) -> Report        explain("ncci/column-two-code") -> Markdown
"""

from codinglab.validate.catalogue import explain
from codinglab.validate.run import validate, validate_many

__all__ = ["explain", "validate", "validate_many"]
