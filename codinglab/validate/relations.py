"""What an edit's check is given: the claims and the reference tables, as Ibis tables."""

from __future__ import annotations

from typing import Any

import ibis

from codinglab.model import ClaimType
from codinglab.reference.rule_tables import Edition


class ClaimTables:
    """The claim relations (`codinglab.claims.tables`), kept to one claim type.

    `source` gives an Ibis table by name: a connection's `table` on any engine. Where it has the day's pairs
    too (`stores_pairs`, as a claim extract does), they are not made again for each edit.
    """

    def __init__(self, source: Any, claim_type: str, *, stores_pairs: bool = False) -> None:
        self._source = source
        self._stores_pairs = stores_pairs
        self.claim_type = claim_type

    @property
    def are_professional(self) -> bool:
        """Whether it is professional claims that are judged: there a line points to its diagnoses."""
        return self.claim_type == ClaimType.PROFESSIONAL.value

    def _of_type(self, name: str) -> Any:
        table = self._source(name)
        return table.filter(table.claim_type == self.claim_type)

    @property
    def claims(self) -> Any:
        """One row a claim."""
        return self._of_type("claim")

    @property
    def diagnoses(self) -> Any:
        """One row a diagnosis; position 1 is principal or first-listed."""
        return self._of_type("diagnosis")

    @property
    def procedures(self) -> Any:
        """One row an ICD-10-PCS procedure."""
        return self._of_type("procedure")

    @property
    def lines(self) -> Any:
        """One row a service line."""
        return self._of_type("line")

    @property
    def modifiers(self) -> Any:
        """One row a modifier of a line."""
        return self._of_type("modifier")

    @property
    def pointers(self) -> Any:
        """One row a diagnosis pointer of a line."""
        return self._of_type("pointer")

    @property
    def conditions(self) -> Any:
        """One row a UB-04 condition code."""
        return self._of_type("condition")

    @property
    def day_pairs(self) -> Any:
        """Every two lines of one patient, provider and day, both ways round, on one claim or two.

        Columns: claim_id, claim_type, line, code, on, other_claim, other_line, other_code.
        """
        if self._stores_pairs:
            return self._of_type("day_pair")
        one, two = self.lines, self.lines.view()
        same_line = (one.claim_id == two.claim_id) & (one.line == two.line)
        met = one.join(two, (one.key == two.key) & (one.since == two.since) & ~same_line)
        return met.select(
            claim_id=one.claim_id,
            claim_type=one.claim_type,
            line=one.line,
            code=one.code,
            on=one.on,
            other_claim=two.claim_id,
            other_line=two.line,
            other_code=two.code,
        )

    def subject(self, judges: str) -> Any:
        """The relation that an edit judges, by its name."""
        return self._of_type(judges)

    @property
    def prefixes(self) -> Any:
        """Every diagnosis with each of its beginnings, from one character to the whole code."""
        return self._of_type("prefix")


class ReferenceTables:
    """The reference tables by name, and the editions of each for the claim type that is judged."""

    def __init__(self, source: Any, editions: dict[str, tuple[Edition, ...]]) -> None:
        self._source = source
        self.editions = editions

    def __getattr__(self, name: str) -> Any:
        return self._source(name)

    def complete(self, name: str) -> bool:
        """Say whether an absent row of the table means "no" (False for an extract)."""
        return all(edition.complete for edition in self.editions[name])


def exempt_from_poa(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The diagnoses that the `poa_exempt` rules in force cover, once each."""
    prefixes, rules = claims.prefixes, reference.poa_exempt
    last = (prefixes.code.length() == 7).ifelse(prefixes.code.right(1), "-")
    met = prefixes.mutate(last=last).join(
        rules, [prefixes.prefix == rules.prefix, rules.since <= prefixes.on, prefixes.on <= rules.through]
    )
    covered = met.filter((met.seventh == "") | met.seventh.contains(met["last"]))
    return covered.select("claim_id", "on", "position", "code", "poa").distinct()


def in_force(rows: Any, table: Any) -> list[Any]:
    """The conditions that a row of a table holds on the governing day of a row of claims."""
    return [table.since <= rows.on, table.through.isnull() | (rows.on <= table.through)]


def without_gender_marker(claims: ClaimTables) -> Any:
    """The claims that do not say that a service goes with the patient, whatever the recorded sex.

    Condition code 45 says so on an institutional claim, modifier KX on a line of a professional one
    (Medicare Claims Processing Manual, 100-04, ch. 32, 240).
    """
    if claims.are_professional:
        marked = claims.modifiers.filter(claims.modifiers.modifier == "KX")
    else:
        marked = claims.conditions.filter(claims.conditions.code == "45")
    return claims.claims.anti_join(marked, "claim_id")


def is_visit(code: Any) -> Any:
    """Whether a code is an evaluation and management service: CPT 99202 to 99499, and eye visits.

    The eye visits (92002 to 92014) take modifiers 25 and 57 as those do (Medicare Claims Processing Manual,
    100-04, ch. 12, 30.6 and 40).
    """
    eyes = code.isin(["92002", "92004", "92012", "92014"])
    return (code.between("99202", "99499") & (code.length() == 5)) | eyes


def services(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the fee schedule's indicators of the whole service in force that day."""
    rows, table = claims.lines, reference.mpfs_indicator
    whole = table.filter(table.modifier == "").drop("modifier")
    met = rows.join(whole, [rows.code == whole.code, *in_force(rows, whole)])
    return met.drop("code_right", "since_right", "through_right")


def without_indicators(claims: ClaimTables, reference: ReferenceTables, reason: str) -> Any:
    """Lines whose code the fee schedule's table, when it is an extract, does not have that day.

    A whole fee schedule that does not have a code says that it pays nothing by it: nothing is unknown then.
    """
    return not_in_extract(claims, reference, "mpfs_indicator", reason)


def not_in_extract(
    claims: ClaimTables, reference: ReferenceTables, name: str, reason: str, *, rows: Any = None
) -> Any:
    """Lines whose code an incomplete table does not have on the day, with the reason; else none.

    `rows` are the lines that are asked about, where not all are.
    """
    rows, table = claims.lines if rows is None else rows, getattr(reference, name)
    missing = rows.anti_join(table, [rows.code == table.code, *in_force(rows, table)])
    if reference.complete(name):
        missing = missing.filter(ibis.literal(False))
    return missing.select("claim_id", "on", "line", "code", reason=ibis.literal(reason))
