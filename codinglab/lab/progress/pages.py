"""The progress as HTML: what is next, figures, curve, and tables by section, category, case and drill."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.classroom.grade import Grade
from codinglab.lab.curve_chart import curve_html
from codinglab.lab.display import element, message, style_sheet
from codinglab.lab.progress.gather import Progress
from codinglab.lab.progress.practice import Practice, practise_next
from codinglab.lab.progress.section_names import named
from codinglab.lab.svg import tag
from codinglab.model.interval import wilson

SIGNS = {"mastered": "✔", "shaky": "▲", "to practise": "✖", "too few to tell": "?"}
_WIDTH, _HEIGHT = 150, 14


def progress_html(progress: Progress) -> str:
    """The whole page without its style sheet; what came from learners and cases is escaped."""
    parts = [
        "".join(message(trouble, "warn") for trouble in progress.troubles),
        element("p", escape(_done(progress))),
        _next(practise_next(progress)),
    ]
    if progress.grades:
        parts += [_figures(progress), _curve(progress), _sections(progress), _categories(progress)]
        parts.append(_cases(progress.grades))
    if progress.drills.kinds:
        parts.append(_drills(progress))
    return element("div", *parts, css="pg")


def progress_document(progress: Progress) -> str:
    """The page by itself: no script, nothing from outside."""
    css = style_sheet("report.css", "progress.css")
    title = escape(f"Progress of {progress.learner}")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        "<h2>What is known by now</h2>\n"
        f"{progress_html(progress)}\n</main>\n</body>\n</html>\n"
    )


def _done(progress: Progress) -> str:
    work = progress.work.answers.values()
    told = [f"{_many(len(progress.grades), 'case')} handed in and scored"]
    if progress.sealed:
        told.append(f"{_many(len(progress.sealed), 'case')} handed in, to be scored by your educator")
    if progress.begun:
        told.append(f"{_many(len(progress.begun), 'case')} begun")
    hours, minutes = divmod(round(sum(one.seconds for one in work) / 60), 60)
    time = f"{hours} h {minutes} min" if hours else _many(minutes, "minute")
    hints = _many(sum(len(one.hints) for one in work), "hint")
    objections = _many(sum(len(one.rebuttals) for one in work), "objection")
    return f"{'; '.join(told)}. {time} of work, {hints} taken, {objections} recorded."


def _next(chosen: Iterable[Practice]) -> str:
    items = [
        element("li", element("span", f"{one.what}: ", css="pg-what"), escape(f"{one.title}. {one.why}"))
        for one in chosen
    ]
    listed = element("ol", *items, css="pg-next") if items else element("p", "Nothing: all cases are done.")
    return element("h3", "Practise next") + listed


def _figures(progress: Progress) -> str:
    figures = progress.figures
    shown = [("Codes right", figures.codes), ("Whole records right", figures.records)]
    shown += [("DRG right", figures.drgs)] if figures.drgs.items else []
    boxes = [
        element(
            "li",
            escape(name),
            element("strong", f"{one.share:.0%}"),
            escape(f"{one.correct} of {one.items}; {_span(one.interval)}"),
        )
        for name, one in shown
    ]
    note = "Beside each share stands its 95 % interval: the fewer the items, the wider it is."
    return element("ul", *boxes, css="pg-figures", aria_label="Figures") + element("p", note)


def _curve(progress: Progress) -> str:
    head = element("h3", "Learning curve")
    if len(progress.curve) < 2:
        return head + element("p", "The curve begins with the second case that you hand in.")
    return head + element("div", curve_html(progress.curve), css="pg-scroll")


def _sections(progress: Progress) -> str:
    rows = (
        (
            named(one.section),
            *_level(one.level),
            bar(one.share, one.interval),
            _of(one.right, one.judged, one.interval),
        )
        for one in progress.sections
    )
    caption = "Every line of your scorecards by the rule it is judged by; fewer than four tell too little."
    return _table("By guideline section", caption, ("section", "level", "share", "right"), rows)


def _categories(progress: Progress) -> str:
    rows = []
    for one in progress.figures.categories:
        interval = wilson(one.right, one.possible)
        faults = (("missed", one.missed), ("added", one.added), ("wrong", one.wrong), ("order", one.sequence))
        told = ", ".join(f"{count} {name}" for name, count in faults if count)
        share = bar(one.right / one.possible, interval)
        rows.append((one.category, share, _of(one.right, one.possible, interval), escape(told or "none")))
    return _table("By kind of item", "As an auditor counts.", ("item", "share", "right", "faults"), rows)


def _cases(grades: Iterable[Grade]) -> str:
    rows = (
        (
            one.case.title,
            f"{one.first.code_over_code:.0%}",
            f"{one.card.code_over_code:.0%}",
            f"{one.card.points:.0f}",
            f"{one.answers.seconds / 60:.0f} of {one.case.minutes}",
            str(max(one.attempts, 1)),
            str(len(one.answers.hints)),
            str(len(one.answers.rebuttals)),
        )
        for one in grades
    )
    names = ("case", "first time", "last time", "points", "minutes", "handed in", "hints", "objections")
    caption = "Share of codes right, the first time and the last; points are for training, less the hints."
    return _table("By case, in order", caption, names, rows)


def _drills(progress: Progress) -> str:
    rows = (
        (
            one.title,
            *_level(one.level),
            bar(one.share, (one.mastery.low, one.mastery.high)),
            _of(one.mastery.right, one.mastery.asked, (one.mastery.low, one.mastery.high)),
            str(one.due),
        )
        for one in progress.drills.kinds
    )
    return _table("Drills", "By kind.", ("kind", "level", "share", "right", "back today"), rows)


def bar(share: float, interval: tuple[float, float]) -> str:
    """A share as a bar with its interval as a line; the numbers stand beside it in words."""
    middle = _HEIGHT / 2
    low, high = (round(bound * _WIDTH, 1) for bound in interval)
    return tag(
        "svg",
        tag("rect", css="pg-track", x=0, y=2, width=_WIDTH, height=_HEIGHT - 4),
        tag("rect", css="pg-share", x=0, y=2, width=round(share * _WIDTH, 1), height=_HEIGHT - 4),
        tag("line", css="pg-span", x1=low, x2=high, y1=middle, y2=middle),
        tag("line", css="pg-span", x1=low, x2=low, y1=middle - 4, y2=middle + 4),
        tag("line", css="pg-span", x1=high, x2=high, y1=middle - 4, y2=middle + 4),
        css="pg-bar",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        aria_hidden="true",
    )


def _level(level: str) -> tuple[str]:
    css = f"pg-level pg-{level.replace(' ', '-')}"
    sign = element("span", SIGNS[level], aria_hidden="true")
    return (element("span", sign, f" {level}", css=css),)


def _of(right: int, judged: int, interval: tuple[float, float]) -> str:
    return f"{right} of {judged} ({_span(interval)})"


def _span(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.0%} to {interval[1]:.0%}"


def _table(title: str, caption: str, names: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A table under its heading; the first cell of a row is plain text, the others are HTML already."""
    head = element("tr", *(element("th", name, scope="col") for name in names))
    body = (
        element("tr", element("th", escape(row[0]), scope="row"), *(element("td", cell) for cell in row[1:]))
        for row in rows
    )
    table = element("table", element("caption", caption), element("thead", head), element("tbody", *body))
    label = escape(title)
    return element("h3", label) + element(
        "div", table, css="pg-scroll", tabindex="0", role="region", aria_label=f"{title}, table"
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
