"""Claims in a database of their own, to try one edit on: a few claims, or some of an extract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from codinglab.claims.extract import EXTRACT_SCHEMAS, Extract
from codinglab.claims.extract.duck import PREFIXES
from codinglab.claims.extract.layout import PREFIX
from codinglab.claims.tables import SCHEMAS, claim_rows, claim_tables
from codinglab.model import Claim, ClaimType, InvalidInputError
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.reference.store import Store, per_store
from codinglab.validate.compile import Facts, facts_of
from codinglab.validate.relations import ClaimTables, ReferenceTables
from codinglab.validate.unbound import in_extract, unbound

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "2GB"


class LoadedClaims:
    """Claims that an edit can be tried on.

    Attributes:
        claims: the claims themselves, where they were given as such.
        notes: documentation by claim id: title and text.
        words: what they are, for a person.
    """

    def __init__(
        self,
        relations: Mapping[str, pa.Table | Sequence[str]],
        *,
        words: str,
        claims: tuple[Claim, ...] = (),
        notes: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        numbered: bool = False,
    ) -> None:
        import duckdb

        self.claims, self.words, self.notes, self.numbered = claims, words, notes or {}, numbered
        spill = mkdtemp(prefix="codinglab-")
        finalize(self, rmtree, spill, ignore_errors=True)
        self.raw = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spill})
        self.raw.execute("SET enable_progress_bar = false")
        self._kept: list[tuple[str, str]] = []
        self._tables: dict[str, RuleTable] = {}
        for name, rows in relations.items():
            if isinstance(rows, Sequence):
                self.raw.read_parquet(list(rows)).create_view(name)
            else:
                self.raw.register(name, rows)
        if "prefix" not in relations:
            self.raw.execute(f"CREATE VIEW prefix AS {PREFIXES}")

    @cached_property
    def types(self) -> tuple[ClaimType, ...]:
        """The types of the claims that are there."""
        found = self.raw.execute("SELECT DISTINCT claim_type FROM claim").fetchall()
        return tuple(kind for kind in ClaimType if (kind.value,) in found)

    def read(self, names: Iterable[str]) -> None:
        """Have reference tables at hand; one that is not installed is left out."""
        for name in names:
            if name not in self._tables and (found := _rule_tables(name)) is not None:
                self._tables[name] = found
                self.raw.register(name, found.rows)

    def table(self, name: str) -> Any:
        """A claim relation or reference table, as an Ibis table bound to no database."""
        columns = {
            known: {field.name: str(field.type) for field in one.rows.schema}
            for known, one in self._tables.items()
        }
        return in_extract(name, columns) if self.numbered else unbound(name, columns)

    def facts(self, kind: ClaimType) -> Facts:
        """The editions of the reference tables at hand."""
        return facts_of({name: one.editions for name, one in self._tables.items()}, kind.value)

    def given(self, kind: ClaimType) -> tuple[ClaimTables, ReferenceTables]:
        """What a check is given: the claims of a type, and the reference tables."""
        claims = ClaimTables(self.table, kind.value, stores_pairs=self.numbered)
        return claims, ReferenceTables(self.table, self.facts(kind))

    def count(self, sql: str) -> int:
        """How many rows a statement gives."""
        found = self.raw.execute(f"SELECT count(*) FROM ({sql})").fetchone()  # noqa: S608 (compiled by Ibis)
        return int(found[0]) if found else 0

    def keep(self, name: str, sql: str, *, copy: bool) -> int:
        """Have the rows of a statement at hand under a name, where it has one; how many they are."""
        if name:
            kind = "TABLE" if copy else "VIEW"
            self._kept.append((kind, name))
            self.raw.execute(f"CREATE OR REPLACE TEMP {kind} {name} AS {sql}")
            sql = f"SELECT 1 FROM {name}"  # noqa: S608 (our own name)
        return self.count(sql)

    def let_go(self) -> None:
        """Have no rows at hand any more that were kept."""
        for kind, name in self._kept:
            self.raw.execute(f"DROP {kind} IF EXISTS {name}")
        self._kept.clear()

    def first(self, sql: str, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
        """The first rows of a statement, by claim and place."""
        order = [f'"{name}"' for name in ("claim_id", "line", "position", "code") if name in columns]
        by = f"ORDER BY {', '.join(order)}" if order else ""
        return self.raw.execute(f"SELECT * FROM ({sql}) {by} LIMIT {limit}").fetchall()  # noqa: S608

    def of_patient(self, claim_id: str) -> LoadedClaims:
        """The claims of one claim's patient by themselves.

        Raises:
            InvalidInputError: there is no such claim.
        """
        ids = self.raw.execute(
            "SELECT claim_id, patient FROM claim WHERE patient IN "
            "(SELECT patient FROM claim WHERE CAST(claim_id AS VARCHAR) = ?) ORDER BY claim_id",
            [claim_id],
        ).fetchall()
        if not ids:
            msg = f"There is no claim '{claim_id}' among {self.words}."
            raise InvalidInputError(msg)
        names = [name for name in (_OF_EXTRACT if self.numbered else SCHEMAS) if name != "prefix"]
        told = [one for one, _ in ids]
        mine = "SELECT * FROM {} WHERE list_contains(?, claim_id)"
        relations = {name: self.raw.sql(mine.format(name), params=[told]).to_arrow_table() for name in names}
        more = f" and {len(told) - 1} more of the patient" if len(told) > 1 else ""
        made = LoadedClaims(
            relations, words=f"claim {claim_id}{more}", notes=self.notes, numbered=self.numbered
        )
        made.read(self._tables)
        return made


_OF_EXTRACT = {**EXTRACT_SCHEMAS, "prefix": PREFIX}


def load(
    claims: Claim | Iterable[Claim],
    *,
    notes: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    words: str = "",
) -> LoadedClaims:
    """Load claims.

    Raises:
        InvalidInputError: two have one id, or one is no claim.
    """
    listed = (claims,) if isinstance(claims, Claim) else tuple(claims)
    if not all(isinstance(one, Claim) for one in listed):
        msg = "Claims are needed: read them with codinglab.claims.json.read_claim, or make them in a cell."
        raise InvalidInputError(msg)
    twice = [name for name, count in Counter(one.claim_id for one in listed).items() if count > 1]
    if twice:
        msg = f"Two claims have the id {', '.join(twice[:5])}: give each its own."
        raise InvalidInputError(msg)
    said = words or f"{len(listed)} claim{'' if len(listed) == 1 else 's'}"
    return LoadedClaims(claim_tables(claim_rows(listed)), words=said, claims=listed, notes=notes)


def load_extract(extract: Extract, *, partitions: int = 1) -> LoadedClaims:
    """Load the first partitions of a claim extract: each holds all claims of its patients.

    Raises:
        InvalidInputError: there is no partition to load.
    """
    taken = extract.partitions[: max(partitions, 0)]
    if not taken:
        msg = f"partitions: at least 1 is needed; {extract.folder} has {len(extract.partitions)}."
        raise InvalidInputError(msg)
    relations = {name: [str(extract.file(name, one.number)) for one in taken] for name in EXTRACT_SCHEMAS}
    part = f"{len(taken)} of {len(extract.partitions)} partitions of " if len(extract.partitions) > 1 else ""
    count = sum(one.rows.get("claim", 0) for one in taken)
    return LoadedClaims(relations, words=f"{count:,} claims ({part}{extract.folder.name})", numbered=True)


@per_store
def _known(_store: Store) -> dict[str, RuleTable | None]:
    """The reference tables that were read, by name."""
    return {}


def _rule_tables(name: str) -> RuleTable | None:
    known = _known()
    if name not in known:
        known[name] = rule_table(name)
    return known[name]
