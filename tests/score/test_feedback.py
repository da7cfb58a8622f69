"""Feedback: the most helpful first, and HTML that needs no colour."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from codinglab.model import AnswerKey, Evidence, Outcome, Scorecard, ScoreLine
from codinglab.score import score
from codinglab.score.feedback import messages, summary, to_html


def test_messages_come_in_the_order_that_helps(parts: Any) -> None:
    key = AnswerKey(1, tuple(map(parts.keyed, ("A41.51", "N39.0", "N17.9"))))
    work = parts.answers("N39.0/N", "I10", "N17.0")
    card = score(parts.case(), key, work, drg_answered="690", drg_keyed="872")
    said = messages(card)
    assert [words.split(":")[0] for words in said] == [
        "↕ sequence, principal",
        "− missed, diagnosis",
        "+ added, diagnosis",
        "≠ detail, diagnosis",
        "≠ detail, POA of N39.0",
        "≠ detail, DRG",
    ]
    assert "A41.51 first; yours has N39.0 first" in said[0]
    assert "two errors" in said[0]
    assert "(ICD-10-CM Official Guidelines FY2026 II.A)" in said[1]


def test_work_without_fault_is_told_so(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"),))
    card = score(parts.case(), key, parts.answers("A41.51"))
    assert messages(card) == ("Nothing is missed, added or wrong: the work agrees with the key.",)
    assert summary(card)[0] == "Code-over-code: 1 of 1 = 100.0 % (95 % interval 20.7 to 100.0 %)."
    assert summary(card)[1] == "All right; yet 1 item proves no more than 20.7 % accuracy."


def test_html_is_escaped_and_says_every_outcome_in_words() -> None:
    bad = "<script>alert('x')</script>"
    lines = tuple(
        ScoreLine("diagnosis", outcome, bad, bad, (Evidence(bad, 0, 1, bad),), bad) for outcome in Outcome
    )
    html = to_html(Scorecard(bad, bad, 1, lines, 1, 4, (0.0, 0.5), 0.25, "872", "690"))
    assert "<script>" not in html
    for words in (
        "✓</span> correct",
        "−</span> missed",
        "+</span> added",
        "≠</span> detail",
        "↕</span> sequence",
    ):
        assert words in html
    assert "<caption>" in html
    assert html.count('scope="col"') == 5
    assert html.count('scope="row"') == len(Outcome)
    assert "style=" not in html
    assert _balanced(html)


def _balanced(html: str) -> bool:
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(html)
    return not open_tags
