"""The reference tables on disk: schema, what they are, how to get them, the rows that examples need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codinglab.backtest.hand_over.built import Built
from codinglab.backtest.hand_over.columns import create_table
from codinglab.backtest.hand_over.examples_part import write_csv
from codinglab.backtest.hand_over.specification import tables
from codinglab.reference.install.catalogue import sources
from codinglab.reference.rule_tables import installable


def write_reference(built: Built, folder: Path) -> None:
    """Write `schema/`, `rows/` and `README.md` into a folder."""
    (folder / "rows").mkdir(parents=True)
    for name, rows in built.rows.items():
        write_csv(folder / "rows" / f"{name}.csv", rows)
    (folder / "README.md").write_text("\n".join(_read_me(built)) + "\n", encoding="utf-8")
    if built.is_sql:
        (folder / "schema").mkdir()
    for dialect in built.statements:
        made = [
            create_table(name, columns, dialect)
            for part in tables(built).values()
            for name, columns in part.items()
        ]
        text = ";\n\n".join(made) + ";\n"
        (folder / "schema" / f"{dialect.name}.sql").write_text(text, encoding="utf-8")


def _read_me(built: Built) -> Iterator[str]:
    yield "# Reference tables"
    yield ""
    if not built.cards:
        yield "The edit reads none."
        return
    yield "`schema/` has the columns that the SQL reads, in each dialect; `rows/` only the rows that the"
    yield "examples need. CPT codes stand here as numbers without descriptors; CPT is a trademark of the"
    yield "American Medical Association."
    for name, card in built.cards.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"{card.title}. Publisher: {card.publisher}. Licence: {card.licence}."
        if card.note:
            yield f"{card.note}"
        yield ""
        yield "| edition | claims | from | through | whole |"
        yield "|---|---|---|---|---|"
        for one in card.editions:
            whole = "yes" if one["whole"] else "no: an absent row means 'not known'"
            yield (
                f"| {one['edition']} | {one['claim_type']} | {one['since']} | "
                f"{one['through'] or 'the next edition'} | {whole} |"
            )
        yield ""
        yield from _how(name, built)


def _how(name: str, built: Built) -> Iterator[str]:
    """How a claims team comes by the whole table."""
    official = [sources()[one] for one in installable(name) if one in sources()]
    for source in official:
        asked = "; its publisher asks to accept a licence" if source.click_through else ""
        yield f"- {source.title}, {source.publisher}, {source.page}"
        yield f"  ({source.licence}{asked}; calendar: {source.calendar})."
        yield f"  In codinglab: `codinglab reference install {source.id}`."
    if not official:
        yield from (f"- {page}" for page in built.cards[name].pages)
        if not built.cards[name].pages:
            yield f"- {built.cards[name].publisher}; the table comes with codinglab."
    yield (
        f'- Whole, as Parquet, where codinglab has it: `python -c "import pyarrow.parquet as p; from '
        f"codinglab.reference.rule_tables import rule_table; p.write_table(rule_table('{name}').rows, "
        f"'{name}.parquet')\"`. Mind the publisher's licence before you pass it on."
    )
