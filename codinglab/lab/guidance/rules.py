"""The rule behind a decision, to unfold where the decision is shown: every authority opens its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from codinglab.guidance import Cited, open_authority
from codinglab.guidance.index import guidance_index
from codinglab.guidance.opened import Opened
from codinglab.lab.display import element, message, style, unfolding
from codinglab.lab.guidance.section_html import section_html
from codinglab.model import Authority, CodinglabError

_LONGEST = 2_500
_KEPT = 512


def rules_html(authorities: Iterable[Authority]) -> str:
    """Each authority as a line that unfolds into the passage it cites, or into what to install."""
    index = _index_name()
    return "".join(element("div", _rule(one, index), css="cl-rule") for one in dict.fromkeys(authorities))


def _index_name() -> str:
    """The name of the index, which is another one after an install."""
    try:
        return guidance_index().path.name
    except CodinglabError:
        return ""


@lru_cache(maxsize=_KEPT)
def _rule(authority: Authority, _index: str) -> str:
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


@dataclass(frozen=True, slots=True)
class RulesShown:
    """Rules that a notebook shows unfolded.

    Attributes:
        authorities: what is cited.
    """

    authorities: tuple[Authority, ...]

    def __repr__(self) -> str:
        return "\n".join(map(str, self.authorities))

    def _repr_html_(self) -> str:
        shown = (element("section", rule_html(one), aria_label=str(one)) for one in self.authorities)
        return style() + element("div", *shown, css="cl-page cl-panel")


def rules_shown(*authorities: Authority) -> RulesShown:
    """The passages that authorities cite, open."""
    return RulesShown(authorities)
