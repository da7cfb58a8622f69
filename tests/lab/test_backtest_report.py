"""The report of a back-test, and the commands that make it."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from codinglab.backtest.measures import compare, hold_out, measure, open_run
from codinglab.lab.backtest_html import backtest_html, compared_html
from codinglab.lab.backtest_html_charts import month_chart, waterfall
from codinglab.lab.commands.backtest_report import app
from codinglab.model import InvalidInputError
from tests.backtest.measures.build import Billed, Maker, Ran, Service, hit

HOSTILE = '<script>alert("x")</script>&\'"'
RUN = CliRunner()


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


def a_run(maker: Maker, name: str = "run") -> Path:
    claims = [
        Billed(
            patient=f"p{n}",
            provider=HOSTILE if n % 3 else "1234567893",
            specialty=HOSTILE,
            lines=(
                Service(
                    "45385", on=date(2026, 1 + n % 3, 5), allowed=60.0, denied_by=HOSTILE if n > 35 else ""
                ),
                Service("45380", on=date(2026, 1 + n % 3, 5)),
            ),
        )
        for n in range(40)
    ]
    edits = (
        Ran("own/one", hits=tuple(hit(n, 1) for n in range(1, 21))),
        Ran("own/two", version="2", digest="b2", hits=tuple(hit(n, 1) for n in range(11, 31))),
        Ran("ncci/column-two-code", hits=tuple(hit(n, 1) for n in range(1, 6)), unknown=UNKNOWN),
        Ran("structure/silent"),
    )
    return maker.run(claims, *edits, name=name)


UNKNOWN = (("professional", date(2026, 1, 1), f"table {{table}} {HOSTILE}", 7),)


class Outline(HTMLParser):
    """The tags of a page, and whether each closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.ids += [str(said["id"])] if "id" in said else []
        self.links += [str(said["href"])] if "href" in said else []
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_is_one_page_that_needs_nothing_and_shows_everything(maker: Maker) -> None:
    run = open_run(a_run(maker))
    measure(run, sample=0)
    compared = compare(run, "own/one", run, "own/two")
    page = backtest_html(run, compared, hold_out(run, date(2026, 3, 1)))
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert not {"script", "img", "link", "iframe"} & set(outline.tags)
    assert not re.search(r"https?://|url\(|@import", page)
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert "&lt;script&gt;alert(&quot;x&quot;)" in page
    for words in (
        "Not evaluated",
        "What limits the figures",
        "Overlap",
        "Version against version",
        "Holdout by time",
        "Concentration",
        "From gross to incremental",
        "Method and definitions",
        run.extract.fingerprint,
        "teaching slice",
        "1 edit without a hit",
        "prefers-color-scheme: dark",
        "@media print",
    ):
        assert words in page
    assert str(run.folder.parent) not in page
    assert compared_html(compared).count("<h2") == 1


def test_a_report_before_the_measures_says_what_to_run(maker: Maker) -> None:
    run = open_run(a_run(maker))
    with pytest.raises(InvalidInputError, match="codinglab backtest tables"):
        backtest_html(run)


def test_charts_say_their_numbers_and_are_left_out_where_there_are_none() -> None:
    months = [
        {"value": f"2026-0{n}", "hits": n, "rows": 10, "rate": n / 10, "low": 0.0, "high": n / 5}
        for n in (1, 2)
    ]
    assert "2026-02: 2 hits of 10 rows, 20.00 %" in month_chart(months)
    assert month_chart([{"value": "2026-01", "rate": None}]) == ""
    drawn = waterfall({"gross": 24_000.0, "denied": 7_200.0, "earlier": 0.0})
    assert "incremental $16,800" in drawn
    assert waterfall({"gross": None, "denied": None, "earlier": None}) == ""


def test_the_commands_measure_report_and_compare(maker: Maker, tmp_path: Path) -> None:
    run, later = a_run(maker), a_run(maker, "later")
    said = RUN.invoke(app, ["tables", str(run), "--sample", "0"], catch_exceptions=False)
    assert "14 tables" in said.output.replace("\n", " ")
    assert pq.read_table(run / "tables" / "summary.parquet").num_rows == 4
    out = tmp_path / "out" / "r.html"
    words = ["report", str(run), "--html", str(out), "--holdout-from", "2026-02-01", "--sample", "0"]
    words += ["--against", str(later), "--edit", "own/one", "--looks-back", "own/one=365"]
    said = RUN.invoke(app, words, catch_exceptions=False)
    assert said.exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "Both are of one logic" in page
    assert "It looks back 365 days" in page
    words = ["compare", str(run), str(later), "own/one", "--after", "own/two"]
    words += ["--html", str(tmp_path / "c.html"), "--tables", str(tmp_path / "c")]
    said = RUN.invoke(app, words, catch_exceptions=False)
    assert "newly hit: 10 hits, 10 claims" in said.output
    assert len(list((tmp_path / "c").glob("*.parquet"))) == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report", "RUN", "--holdout-from", "2026-01-15"], "first day of a month"),
        (["report", "RUN", "--holdout-from", "2030-01-01"], "holds no eligible rows"),
        (["compare", "RUN", "RUN", "own/one"], "twice"),
        (["compare", "RUN", "RUN", "own/three"], "did not run"),
        (["compare", "RUN", "OTHER", "own/one"], "only be compared over the same claims"),
        (["tables", "RUN", "--memory", "much"], "memory limit"),
    ],
)
def test_what_cannot_be_done_is_said(maker: Maker, words: list[str], says: str) -> None:
    run = a_run(maker)
    other = maker.run([Billed()], Ran("own/one"), name="other", fingerprint="f2")
    named = {"RUN": str(run), "OTHER": str(other)}
    with pytest.raises(InvalidInputError, match=says):
        RUN.invoke(app, [named.get(word, word) for word in words], catch_exceptions=False)
