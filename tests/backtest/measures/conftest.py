"""Small extracts and back-tests in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backtest.measures.build import Maker


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    """Writes extracts and runs into the test's own folder."""
    return Maker(tmp_path)
