"""A terminated procedure is billed for two sides or several units.

Modifier 73 says that a procedure was given up before anesthesia, 52 that it was reduced where none was
planned. What was not done cannot have been done twice: the line has one unit and no modifier 50.

Bill the one procedure that was begun. Those that were planned besides are not billed. When one was done in
whole and another terminated, each has its own line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Terminated procedure of several units (I/OCE 37)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 37"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 20.6.4"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier} (given up or reduced) and {many}: what was not "
    "finished is one unit of one side.",
    examples=(
        fires(outpatient(line("64483", "50", "73")), because="both sides were given up"),
        fires(outpatient(line("45378", "52", units=2)), because="two units of a reduced procedure"),
        passes(outpatient(line("45378", "73")), because="one unit"),
        passes(outpatient(line("64483", "50")), because="nothing was terminated"),
        passes(outpatient(line("64483", "50", "74")), because="74: anesthesia had begun, another rule"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 52 or 73 and with 50 or more than one unit."""
    told, rows = claims.modifiers, claims.lines
    sides = told.filter(told.modifier == "50").select("claim_id", "line").distinct().mutate(both=True)
    stopped = told.filter(told.modifier.isin(["52", "73"])).select("claim_id", "line", "modifier")
    met = rows.join(stopped, ["claim_id", "line"]).left_join(sides, ["claim_id", "line"])
    twice = met.both.fill_null(False)
    met = met.mutate(twice=twice, many=twice.ifelse("50 for both sides", "several units"))
    hits = met.filter(met.twice | (met.units > 1))
    return hits.select("claim_id", "on", "line", "code", "modifier", "many")
