"""The gradebook as one page of HTML: figures, tables and the curve; no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from codinglab.classroom.curve import learning_curve
from codinglab.classroom.grade import Gradebook
from codinglab.classroom.rows import Value
from codinglab.classroom.tables import Table
from codinglab.lab.curve_chart import curve_html
from codinglab.lab.display import element, style_sheet
from codinglab.score import audit

MOST_ROWS = 200
SHARES = ("code_over_code", "interval", "share", "difficulty", "partial_credit", "difference")
SHOWN = {
    "comparison": "Cohorts compared",
    "cohorts": "Cohorts",
    "learners": "Learners",
    "codes": "Most-missed codes",
    "items": "Items: difficulty and discrimination",
    "categories": "Categories",
    "mastery": "Mastery by guideline section",
    "agreement": "Agreement",
    "objections": "Objections",
    "queries": "Queries",
    "gradebook": "Grades by learner and case",
    "not_graded": "Not graded",
}


def gradebook_html(book: Gradebook, listed: Iterable[Table]) -> str:
    """The whole page. What came from a learner or a case is escaped; long tables are cut, and say so.

    Args:
        book: the class graded.
        listed: its tables.
    """
    known = {table.name: table for table in listed}
    title = escape(book.roster.about.title)
    links = "".join(
        f'<a href="#{name}">{escape(words)}</a>' for name, words in SHOWN.items() if known[name].rows
    )
    parts = [
        f"<h1>{title}</h1>",
        element("p", escape(_about(book)), css="soft"),
        _figures(book),
        f'<nav aria-label="Tables">{links}</nav>',
        "<h2>Learning curve</h2>",
        curve_html(learning_curve(book.grades)),
        *(_section(known[name], words) for name, words in SHOWN.items() if known[name].rows),
    ]
    css = style_sheet("report.css")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}: gradebook</title>\n<style>\n{css}</style>\n</head>\n"
        f"<body>\n<main>\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n"
    )


def _about(book: Gradebook) -> str:
    learners = len({grade.answers.learner.casefold() for grade in book.grades})
    cases = len({grade.case.id for grade in book.grades})
    return (
        f"{_many(learners, 'learner')}, {_many(cases, 'case')}, {_many(len(book.grades), 'grade')}. "
        "Code-over-code is the compliance figure, with its 95 % interval (the chart is the unit). "
        "Points are for training only: they give partial credit and take hints off."
    )


def _figures(book: Gradebook) -> str:
    figures = audit([grade.card for grade in book.grades])
    shown = [("Code over code", figures.codes), ("Whole records right", figures.records)]
    shown += [("DRG right", figures.drgs)] if figures.drgs.items else []
    boxes = []
    for name, one in shown:
        low, high = one.interval
        span = f"{one.correct:,} of {one.items:,}; {low:.1%} to {high:.1%}"
        boxes.append(f"<li>{escape(name)}<strong>{one.share:.1%}</strong><span>{span}</span></li>")
    for way, count in figures.directions[:3]:
        boxes.append(f"<li>{escape(way)}<strong>{count:,}</strong><span>faults</span></li>")
    return f'<ul class="figures" aria-label="Figures">{"".join(boxes)}</ul>'


def _section(table: Table, words: str) -> str:
    cut = len(table.rows) - MOST_ROWS
    note = (
        f" The first {MOST_ROWS} of {len(table.rows):,} rows; all are in {table.name}.csv." if cut > 0 else ""
    )
    kept = [at for at in range(len(table.header)) if any(row[at] not in {"", None} for row in table.rows)]
    heads = "".join(f'<th scope="col">{escape(_heading(table.header[at]))}</th>' for at in kept)
    rows = "".join(_row([_shown(table.header[at], row[at]) for at in kept]) for row in table.rows[:MOST_ROWS])
    label = escape(words, quote=True)
    return (
        f'<section aria-label="{label}"><h2 id="{table.name}">{escape(words)}</h2>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}, table"><table>'
        f"<caption>{escape(table.about + note)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _row(cells: Sequence[str]) -> str:
    return f'<tr><th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>'


def _heading(name: str) -> str:
    """The name of a column as people read it."""
    return name.replace("_", " ").replace("drg", "DRG")


def _shown(name: str, value: Value) -> str:
    """A value as people read it, escaped: shares in percent."""
    if value is None:
        return ""
    if isinstance(value, float) and any(word in name for word in SHARES):
        return f"{100 * value:.1f} %"
    return escape(str(value))


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
