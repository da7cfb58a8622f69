"""Ask the guidance: the best passages in force, verbatim with their citation, or that nothing answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.candidates import (
    Candidate,
    Scope,
    candidates,
    frequencies,
    in_force,
    out_of_force,
)
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.guidance.passage import CARDS, Edition, Passage
from codinglab.guidance.question import Question, read_question
from codinglab.guidance.rank import Points, Weights, points
from codinglab.guidance.terms import Span
from codinglab.model import Period
