"""The words of remedies that several looks share."""

from __future__ import annotations

SET_UP = "python lab.py"
BUILD = "python lab.py reference build"
MAKE_ANEW = (
    "Close the lab, delete the folder .venv in the project's folder, and run lab.py: it installs everything "
    "anew (one to three minutes, with a network). Your work and your reference files stay."
)
