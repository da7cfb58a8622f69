"""The detail of a row that Python found, in the shape that compiled statements give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def as_json(detail: Mapping[str, Any], on: date) -> str:
    """A JSON object of texts, with the governing day where the detail names none."""
    said = {"on": on, **detail}
    return json.dumps({name: None if value is None else str(value) for name, value in said.items()})
