"""One sampled unit a page: the edit's message, the verdict's buttons, and the claim below."""

from __future__ import annotations

from html import escape

from codinglab.backtest.precision import WeightedShare
from codinglab.backtest.review_tables import HITS
from codinglab.backtest.sampled import Unit
from codinglab.backtest.shown_claims import ShownClaim
from codinglab.backtest.verdicts import LONGEST_NOTE, Reason, Said, Verdict
from codinglab.lab.display import element, listed, markdown, press, severity_mark
from codinglab.lab.hit_review.claim_html import claim_html
from codinglab.lab.hit_review.edit_words import EditWords

KEYS = (
    ("y", "yes"),
    ("n", "no"),
    ("u", "unsure"),
    ("1 to 5", "the reason"),
    ("/", "your note; Enter leaves it"),
    ("Space or →", "next"),
    ("←", "back"),
    ("z", "undo"),
    ("e", "the edit's page"),
    ("r", "results"),
    ("x", "export the results, from their page"),
)
QUESTIONS = {
    True: "Is the edit right about this claim?",
    False: "The edit did not hit this. Should it have?",
}
SIGNS = {Said.YES: "✔", Said.NO: "✖", Said.UNSURE: "?"}


def unit_html(
    unit: Unit,
    shown: ShownClaim,
    words: EditWords,
    place: str,
    verdict: Verdict | None,
    note: str,
    *,
    open_page: bool,
) -> str:
    """The page of a unit.

    Args:
        unit: what is judged.
        shown: its claim.
        words: of the edit.
        place: "Hit 12 of 50".
        verdict: the one it has.
        note: what stands in the box of the note.
        open_page: whether the edit's page is shown.
    """
    head = element("h3", escape(place), css="cl-heading", tabindex="-1", data_focus="true")
    edit = element(
        "p",
        severity_mark(words.severity),
        element("span", f" {escape(words.title)} ", css="cl-title"),
        element("span", escape(" · ".join(filter(None, (words.id, words.disposition, words.authority))))),
        css="cl-hit-said",
    )
    said = listed((escape(one) for one in words.messages(unit)), css="cl-findings") if unit.hits else ""
    return (
        head
        + edit
        + said
        + element("p", element("strong", QUESTIONS[bool(unit.hits)]))
        + _verdict_bar(unit, verdict)
        + _reasons(verdict)
        + _note(note)
        + _ways(open_page)
        + (element("div", markdown(words.page), css="cl-hit-page") if open_page else "")
        + element("div", claim_html(unit, shown), css="cl-desk")
        + keys_html()
    )


def status_text(shares: dict[str, WeightedShare], judged: int, units: int, said: str) -> str:
    """What is announced: what was just done, the progress, and the figures as they stand."""
    parts = [said] if said else []
    parts.append(f"{judged} of {units} judged.")
    for name, share in shares.items():
        counted = share.decided + share.unsure
        if not counted:
            continue
        what = "Precision" if name == HITS else "Miss rate"
        yes = sum(one.yes for one in share.strata)
        told = f"{yes} yes, {share.decided - yes} no, {share.unsure} unsure"
        parts.append(f"{what}: {figure(share)} ({told}{_covered(share)}).")
    return " ".join(parts)


def figure(share: WeightedShare) -> str:
    """A share with its interval, in words."""
    if share.share is None:
        return "not known yet"
    return f"{share.share:.1%}, 95 % interval {share.low:.1%} to {share.high:.1%}"


def keys_html() -> str:
    """The keys, listed."""
    told = (element("span", element("kbd", escape(key)), f" {escape(what)}") for key, what in KEYS)
    return element("p", " · ".join(told), css="cl-source cl-hit-keys")


def _covered(share: WeightedShare) -> str:
    return "" if share.covered > 0.9995 else f"; of strata with {share.covered:.0%} of the frame"


def _verdict_bar(unit: Unit, verdict: Verdict | None) -> str:
    given = verdict.said if verdict else None
    buttons = (
        press(
            f"{SIGNS[one]} {one.value} ({one.value[0]})",
            f"{one.value} {unit.id}",
            data_key=one.value[0],
            aria_pressed=str(one is given).lower(),
        )
        for one in Said
    )
    return element("div", *buttons, css="cl-bar", role="group", aria_label="Verdict", data_list="verdict")


def _reasons(verdict: Verdict | None) -> str:
    given = verdict.reason if verdict else None
    buttons = (
        press(
            f"{number}  {one.value}",
            f"reason {number}",
            data_key=str(number),
            aria_pressed=str(one is given).lower(),
        )
        for number, one in enumerate(Reason, start=1)
    )
    return element("div", *buttons, css="cl-bar", role="group", aria_label="Reason", data_list="reasons")


def _note(note: str) -> str:
    box = element(
        "input",
        type="text",
        data_ask="noted",
        data_enter="note-done",
        value=note,
        css="cl-ask cl-wide",
        maxlength=str(LONGEST_NOTE),
        autocomplete="off",
        placeholder="in your own words, nothing copied from the chart",
    )
    return element("label", element("span", "Your note", css="cl-label"), box, css="cl-field")


def _ways(open_page: bool) -> str:
    return element(
        "div",
        press("← Back", "back", data_key="ArrowLeft"),
        press("Next →", "next", data_key="ArrowRight"),
        press("Undo (z)", "undo", data_key="z"),
        press("Write a note (/)", "note", data_key="/"),
        press("The edit's page (e)", "page", data_key="e", aria_expanded=str(open_page).lower()),
        press("Results (r)", "results", data_key="r"),
        element("span", data_key=" ", data_say="next", hidden="hidden"),
        css="cl-bar",
        role="group",
        aria_label="Ways",
        data_list="ways",
    )
