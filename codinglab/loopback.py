"""A server that is started on this machine alone: a free port, the wait until it answers, and its end."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
_LONGEST_START, _LONGEST_END = 60, 20


def free_port(port: int = 0) -> int:
    """The port, or any free one for 0. Raises OSError or OverflowError when it cannot be used."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
        return int(probe.getsockname()[1])


def answers(server: subprocess.Popen[bytes], port: int, path: str) -> bool:
    """Wait until a server answers under a path; False when it ended, or did not within a minute."""
    until = time.monotonic() + _LONGEST_START
    while server.poll() is None and time.monotonic() < until:
        asking = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            asking.request("GET", path)
            asking.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            asking.close()
    return False


@contextmanager
def ending(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """The server ends with the block, by force when it does not end by itself."""
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(_LONGEST_END)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
