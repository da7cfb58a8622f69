"""What some parts of the lab need and others do not: a browser, Voilà, Java and Spark."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import webbrowser
from collections.abc import Iterator
from datetime import date

from codinglab.lab.doctor.check import Check, attention, ok

LEAST_JAVA = 17


def look(_on: date) -> Iterator[Check]:
    """Each extra, with what needs it."""
    yield _browser()
    yield _dashboard()
    yield _spark()


def _browser() -> Check:
    try:
        name = webbrowser.get().__class__.__name__
    except webbrowser.Error:
        return attention(
            "Browser",
            "No browser is known here, so the lab cannot open its page by itself.",
            "Copy the address that lab.py prints into a browser on this machine.",
        )
    return ok("Browser", f"One is known here ({name}); the lab opens in it")


def _dashboard() -> Check:
    if importlib.util.find_spec("voila") is None:
        return attention(
            "Voilà (optional)",
            "Not installed. Only the case library as a page without notebooks needs it.",
            "Run the command: it installs Voilà first (needs a network).",
            "python lab.py dashboard",
        )
    return ok("Voilà (optional)", "Installed: the case library opens as a page (python lab.py dashboard)")


def _spark() -> Check:
    java = shutil.which("java")
    spark = importlib.util.find_spec("pyspark") is not None
    if java and spark:
        version = _java_version(java)
        if version is not None and version < LEAST_JAVA:
            return attention(
                "Java and Spark (optional)",
                f"Java {version} is too old for Spark.",
                f"Install Java {LEAST_JAVA}; only back-tests on a Spark cluster need it.",
            )
        return ok("Java and Spark (optional)", "Both are here: back-tests can run on Spark")
    missing = " and ".join(name for name, there in (("Java", java), ("pyspark", spark)) if not there)
    said = f"Not here: {missing}. Only back-tests on Spark need them; DuckDB runs all others."
    return ok("Java and Spark (optional)", said)


def _java_version(java: str) -> int | None:
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
        return int(told.stderr.split('"')[1].split(".")[0])
    except (OSError, subprocess.TimeoutExpired, IndexError, ValueError):
        return None
