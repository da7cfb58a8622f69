"""Voilà as a server of one page: on loopback, behind a token, with nothing fetched from another machine.

The page is the case library, or the desk of one class.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from codinglab.loopback import HOST, answers, ending, free_port
from codinglab.model import InvalidInputError

PORT = 8866
THEMES = ("light", "dark")
CLASS_FOLDER = "CODINGLAB_CLASS"
_HERE = Path(__file__).parent
_PROBED = "/voila/static/favicon.ico"
"""The front page is left alone while waiting: it would start a kernel."""
_UNUSED_KERNEL = 1800


@contextmanager
def served(
    port: int, theme: str, log: IO[bytes], class_folder: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a page; gives the address with its token and the server, which ends with the block.

    Args:
        port: of this machine, 0 for any free one.
        theme: "light" or "dark".
        log: what the server says goes there.
        class_folder: of a class, whose desk is the page; without one it is the case library.

    Raises:
        InvalidInputError: Voilà is missing, the port is taken, there is no such theme or folder, or it did
            not start.
    """
    if theme not in THEMES:
        msg = f"There is no theme '{theme}'. The themes are {' and '.join(THEMES)}."
        raise InvalidInputError(msg)
    if class_folder is not None and not class_folder.is_dir():
        msg = f"There is no folder {class_folder}: name the folder of a class."
        raise InvalidInputError(msg)
    check_installed()
    port, token = _free(port), secrets.token_hex(24)
    server = subprocess.Popen(  # noqa: S603 (our own words)
        _command(port, theme, "class" if class_folder else "library"),
        env=_environment(token, class_folder),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    with ending(server):
        if not answers(server, port, _PROBED):
            msg = "The dashboard did not start; the words above say why."
            raise InvalidInputError(msg)
        yield f"http://{HOST}:{port}/?token={token}", server


def check_installed() -> None:
    """Raise InvalidInputError, with what to install, where Voilà is missing."""
    if importlib.util.find_spec("voila") is None:
        msg = (
            "The dashboard needs Voilà, which is not installed. `python lab.py dashboard` installs it; "
            "or install the extra yourself: pip install -c constraints.txt -e .[dashboard]"
        )
        raise InvalidInputError(msg)


def _command(port: int, theme: str, page: str) -> list[str]:
    return [
        sys.executable, "-m", "voila", str(_HERE / f"{page}.ipynb"),
        "--no-browser", "--token", f"--Voila.ip={HOST}", f"--port={port}", "--Voila.port_retries=0",
        "--template=codinglab", f"--theme={theme}", "--VoilaConfiguration.strip_sources=True",
        "--VoilaConfiguration.allow_template_override=NO",
        f"--MappingKernelManager.cull_idle_timeout={_UNUSED_KERNEL}",
        "--MappingKernelManager.cull_interval=300",
    ]  # fmt: skip


def _environment(token: str, class_folder: Path | None) -> dict[str, str]:
    """The token goes by the environment, where other users of the machine do not see it."""
    folder = {CLASS_FOLDER: str(class_folder.resolve())} if class_folder else {}
    paths = [str(_HERE / "jupyter"), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    jupyter = {"JUPYTER_PATH": os.pathsep.join(paths), "JUPYTER_TOKEN": token, "PYTHONUTF8": "1"}
    return {**os.environ, **jupyter, **folder}


def _free(port: int) -> int:
    """The port, or any free one for 0."""
    try:
        return free_port(port)
    except (OSError, OverflowError):
        msg = f"Port {port} is taken or cannot be used. Name another one: --port {PORT + 1}"
        raise InvalidInputError(msg) from None
