"""Run edits over a claim extract, partition by partition, into the files of a back-test.

A patient's claims lie in one partition, so that partitions are judged one after the other; an edit that looks
across patients (`across="everything"`) is asked once about all. What is done stays done: the same run started
again goes on with the partitions that are left.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.backtest.engines.engine import MEMORY, Engine, engine_of
from codinglab.backtest.layout import ELIGIBLE, HITS, UNKNOWN
from codinglab.backtest.naming import named
from codinglab.backtest.opened import ALL_DAYS, FINISHED, RUN, BackTest, card_of, open_backtest
from codinglab.backtest.questions import Question, Round, digests, rounds
from codinglab.claims.extract import Extract
from codinglab.model import ClaimType, InvalidInputError
from codinglab.model.period import Period
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.safe_file import SafeFile
from codinglab.validate.edit import Edit

if TYPE_CHECKING:
    import pyarrow as pa

Say = Callable[[str, float], None]
_FEW, _LINES_A_STEP = 10, 10_000_000
_COMPILED, _WIDE = 0.05, "everything"
_SCHEMAS = {"hits": HITS, "unknown": UNKNOWN, "eligible": ELIGIBLE}


@dataclass(frozen=True)
class _Step:
    """Partitions that are judged at once, and the name of their files."""

    name: str
    partitions: tuple[int, ...]
    rounds: tuple[Round, ...]
    looking: tuple[Edit, ...] = ()


def backtest(
    extract: Extract,
    chosen: Sequence[Edit],
    folder: Path,
    *,
    engine: Any = "duckdb",
    period: Period = ALL_DAYS,
    tables: dict[str, RuleTable] | None = None,
    memory: str = MEMORY,
    threads: int | None = None,
    replace: bool = False,
    say: Say = lambda _sentence, _share: None,
    stop: Callable[[], bool] = lambda: False,
) -> BackTest:
    """Run edits over an extract.

    Args:
        extract: the claims.
        chosen: the edits.
        folder: where the back-test lies; one that was begun with the same edits and claims goes on.
        engine: "duckdb", "spark", a Spark session, or an Ibis connection.
        period: the governing days whose hits are asked for; earlier claims are seen as history.
        tables: the reference tables; by default those that are installed and ship.
        memory: what DuckDB may use.
        threads: how many threads DuckDB may use.
        replace: whether another back-test in the folder may be replaced.
        say: called with a sentence and the share done, 0 to 1.
        stop: asked between edits; True ends the run, which can go on later.

    Raises:
        InvalidInputError: the folder holds something else, or the engine is none.
        StoreError: the reference store is missing or damaged.
    """
    if tables is None:
        wanted = sorted({name for one in chosen for name in one.reads})
        tables = {name: found for name in wanted if (found := rule_table(name)) is not None}
    asked = rounds(chosen, tables, "duckdb", lambda text, share: say(text, _COMPILED * share))
    name = str(getattr(engine, "name", engine))
    card = card_of(extract, chosen, digests(chosen, asked), tables, name, period)
    _begin(folder, card, replace)
    spill = folder / ".spill"
    spill.mkdir(exist_ok=True)
    runner = engine_of(engine, tables, period, memory=memory, threads=threads, spill=spill)
    try:
        if runner.dialect != "duckdb":
            asked = rounds(chosen, tables, runner.dialect, lambda text, share: say(text, _COMPILED * share))
        looking = tuple(one for one in chosen if one.looks)
        steps = [step for step in _steps(extract, asked, looking, runner.whole) if not _done(folder, step)]
        for number, step in enumerate(steps):
            said = _judged(runner, extract, step, period, _part(say, number, len(steps)), stop)
            if said is None:
                break
            said["hits"] = [named(hits, extract, step.partitions) for hits in said["hits"]]
            _write(folder, step.name, said)
        else:
            _finish(folder)
    finally:
        runner.close()
        shutil.rmtree(spill, ignore_errors=True)
    say("the back-test is written", 1.0)
    return open_backtest(folder)


def _begin(folder: Path, card: dict[str, Any], replace: bool) -> None:
    """Write the run's card; what another run left is refused, or removed."""
    path = folder / RUN
    there = [one for one in folder.iterdir() if one.name != ".spill"] if folder.is_dir() else []
    if there and not path.is_file():
        msg = f"{folder} is not empty and holds no back-test; name another folder."
        raise InvalidInputError(msg)
    if there and json.loads(path.read_text(encoding="utf-8")) != card:
        if not replace:
            msg = (
                f"{folder} holds a back-test of other edits, claims, tables, days or another engine. "
                "Name another folder, or replace it with --force."
            )
            raise InvalidInputError(msg)
        shutil.rmtree(folder)
    for name in _SCHEMAS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    SafeFile(path).write(json.dumps(card, indent=1).encode())


def _finish(folder: Path) -> None:
    """Say that nothing is left to do, and with which programs it was done."""
    named = {name: version(name) for name in ("codinglab", "duckdb", "ibis-framework", "pyarrow")}
    SafeFile(folder / FINISHED).write(json.dumps(named, indent=1).encode())


def _steps(
    extract: Extract, asked: Sequence[Round], looking: tuple[Edit, ...], whole: bool
) -> Iterator[_Step]:
    """Partitions together, more where few edits are asked; then all at once for edits that look across."""
    near = tuple(one for one in asked if not one.across)
    wide = tuple(one for one in asked if one.across)
    few = not looking and sum(len(one.questions) for one in near) <= _FEW
    some: list[int] = []
    lines = 0
    for partition in extract.partitions if near or looking else ():
        some.append(partition.number)
        lines += partition.rows.get("line", 0)
        last = partition is extract.partitions[-1]
        if last or (not whole and lines >= (_LINES_A_STEP if few else 1)):
            yield _Step(f"part-{some[0]:05}", tuple(some), near, looking)
            some, lines = [], 0
    if wide:
        yield _Step(_WIDE, tuple(partition.number for partition in extract.partitions), wide)


def _done(folder: Path, step: _Step) -> bool:
    return all((folder / name / f"{step.name}.parquet").is_file() for name in _SCHEMAS)


def _judged(
    engine: Engine, extract: Extract, step: _Step, period: Period, say: Say, stop: Callable[[], bool]
) -> dict[str, list[pa.Table]] | None:
    """What the edits say of the partitions of a step; None when it was stopped."""
    found: dict[str, list[pa.Table]] = {name: [] for name in _SCHEMAS}
    total = sum(len(one.questions) for one in step.rounds) + len(step.looking)
    done = 0
    for asked in step.rounds:
        engine.load(extract, step.partitions, asked.read, often=asked.often)
        for name, statement in asked.shared.items():
            say(f"what several edits need, {asked.claim_type.value} claims", done / total)
            engine.keep(name, statement)
        counted: dict[Any, pa.Table] = {}
        for one in asked.questions:
            if stop():
                return None
            say(f"{one.edit.id}, {one.claim_type.value} claims", done / total)
            _ask(engine, one, found, counted)
            done += 1
    if step.looking:
        seen = engine.look(
            extract,
            step.partitions,
            step.looking,
            period,
            say=lambda text, share: say(text, (done + share * len(step.looking)) / total),
            stop=stop,
        )
        if seen is None:
            return None
        for name in _SCHEMAS:
            found[name].append(_shaped(getattr(seen, name), _SCHEMAS[name]))
    return found


def _ask(
    engine: Engine, one: Question, found: dict[str, list[pa.Table]], counted: dict[Any, pa.Table]
) -> None:
    """Ask about one edit; what is eligible alike for several edits is counted once."""
    if one.asked.hits is not None:
        found["hits"].append(_shaped(engine.ask(one.asked.hits), HITS))
    if one.asked.unknown is not None:
        found["unknown"].append(_counts(engine.ask(one.asked.unknown), one, UNKNOWN))
    key = one.asked.eligible if isinstance(one.asked.eligible, str) else id(one)
    if key not in counted:
        counted[key] = engine.ask(one.asked.eligible)
    found["eligible"].append(_counts(counted[key], one, ELIGIBLE))


def _write(folder: Path, name: str, found: dict[str, list[pa.Table]]) -> None:
    """The files of a step, each in place in one move."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for kind, tables in found.items():
        schema = _SCHEMAS[kind]
        path = folder / kind / f"{name}.parquet"
        draft = path.with_suffix(".draft")
        rows = pa.concat_tables([schema.empty_table(), *tables])
        pq.write_table(rows, draft, compression="zstd")
        draft.replace(path)


def _shaped(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    return rows.select(schema.names).cast(schema)


def _counts(rows: pa.Table, one: Question, schema: pa.Schema) -> pa.Table:
    """Counts with the edit and the claim type that they are of."""
    import pyarrow as pa

    said = {"edit": one.edit.id, "claim_type": ClaimType(one.claim_type).value}
    for name, value in said.items():
        rows = rows.append_column(name, pa.array([value] * rows.num_rows, pa.string()))
    return _shaped(rows, schema)


def _part(say: Say, number: int, steps: int) -> Say:
    """Progress of one step of some."""
    size = (1 - _COMPILED) / steps
    label = f"step {number + 1} of {steps}: " if steps > 1 else ""
    return lambda text, share: say(label + text, _COMPILED + size * (number + share))
