"""The rule behind a decision, to unfold where the decision is shown: every authority opens its own words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from codinglab.guidance import Cited, open_authority
from codinglab.guidance.opened import Opened
from codinglab.lab.display import element, message, unfolding
from codinglab.lab.guidance.section_html import section_html
from codinglab.model import Authority, CodinglabError

_LONGEST = 2_500
_KEPT = 512


def rules_html(authorities: Iterable[Authority]) -> str:
    """Each authority as a line that unfolds into the passage it cites, or into what to install."""
    return "".join(
        element("div", _rule(authority), css="cl-rule") for authority in dict.fromkeys(authorities)
    )


@lru_cache(maxsize=_KEPT)
def _rule(authority: Authority) -> str:
    return unfolding(f"Rule: {authority}", rule_html(authority))


def rule_html(authority: Authority) -> str:
    """The passage that an authority cites, or what is missing and what to do."""
    try:
        cited = open_authority(authority)
    except CodinglabError as error:
        return message(str(error))
    return "".join(
        [
            *(_section(opened) for opened in cited.sections),
            _code(cited),
            *(element("p", escape(told), css="cl-source") for told in cited.told),
        ]
    )


def _section(opened: Opened) -> str:
    """A section; of a long one its beginning, and how to read the whole."""
    shown = section_html(opened)
    if len(opened.text) <= _LONGEST:
        return shown
    command = f'codinglab guidance open "{opened.section}" --document {opened.edition.document}'
    return element(
        "div", shown, css="cl-long", tabindex="0", role="group", aria_label=opened.citation
    ) + element("p", f"A long section. By itself: {escape(command)}", css="cl-source")


def _code(cited: Cited) -> str:
    if not cited.code:
        return ""
    words = f"The Tabular List at {cited.code}: {cited.authority.section}."
    return element("p", escape(words), css="cl-passage") + element(
        "p", escape(f'codinglab.code("{cited.code}")'), css="cl-source"
    )
