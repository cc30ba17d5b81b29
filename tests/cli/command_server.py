"""A process that has imported the tool, and forks a child for each command that a test runs.

Half a second of each command is Python that starts, modules that are imported, and a library that is read: the same
each time. A child of this process has all that already. It still is a process: its streams, exit code, working
directory, environment and memory are its own, and it ends through the interpreter's own steps.

What the children share with each other and separate starts do not: the seed of hashes. A test that holds that two runs
give the same bytes starts two processes (`run_in(..., anew=True)`).
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, TextIO

ROOT = Path(__file__).parents[2]
SERVES = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform == "linux"
"""Whether there is such a process here. Where not, a test starts each command anew."""

TOOL = Path(sys.executable).with_name("bpo-controls")

_AT_START = ("PYTHON", "LANG", "LC_", "LD_", "MALLOC_")
"""Names of the environment that count when Python starts: with others of these a child starts the tool anew."""

_STAND_IN = """\
#!{python} -IS
import json, os, socket, sys
asked = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    body = json.dumps(asked).encode() + b"\\n"
    line.sendall(body[socket.send_fds(line, [body], [0, 1, 2]):])
    told = line.makefile().read().split()
sys.exit(int(told[1]) if len(told) == 2 else "the process of the command died")
"""


def put_stand_in(folder: Path) -> Path:
    """A folder for the PATH with a `bpo-controls` in it that is run by the server. Where there is none, the real one."""
    if not SERVES:
        return TOOL.parent
    path = folder / TOOL.name
    path.write_text(_STAND_IN.format(python=sys.executable, address=str(address())), encoding="utf-8")
    path.chmod(0o755)
    return folder


def serve(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    streams: tuple[BinaryIO, BinaryIO, BinaryIO],
    seconds: float,
) -> int:
    """Run a command in a child of the server; its exit code. Raises TimeoutExpired, or ConnectionError if it died."""
    asked = {"arguments": list(arguments), "folder": str(folder), "environment": dict(environment)}
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(seconds)
        line.connect(str(address()))
        body = json.dumps(asked).encode() + b"\n"
        sent = socket.send_fds(line, [body], [stream.fileno() for stream in streams])
        line.sendall(body[sent:])
        with line.makefile("r", encoding="ascii") as answer:
            child = int(answer.readline())
            try:
                code = answer.readline()
            except TimeoutError:
                os.kill(child, 9)
                raise subprocess.TimeoutExpired(list(arguments), seconds) from None
    if not code:
        raise ConnectionError(f"the process of {list(arguments)} died")
    return int(code)


@cache
def address() -> Path:
    """Where the server of this process listens; it is started when first asked for and ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="bpo-")
    path = Path(folder.name) / "line"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(16)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.command_server", str(listening.fileno())],
            cwd=ROOT,
            stdin=subprocess.PIPE,  # its end tells the server to end
            stdout=subprocess.DEVNULL,
            pass_fds=[listening.fileno()],
        )

    def end() -> None:
        assert server.stdin is not None
        server.stdin.close()
        server.wait()
        folder.cleanup()

    atexit.register(end)
    return path


def main(listening: socket.socket) -> None:
    """Import everything, then fork a child for each caller until stdin ends."""
    import select

    _import_all()
    gc.collect()
    gc.freeze()  # no child touches these pages by counting them as garbage
    while True:
        ready, _, _ = select.select([listening.fileno(), 0], [], [])
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if 0 in ready:
            break
        caller, _ = listening.accept()
        with caller:
            if os.fork() == 0:
                listening.close()
                _be_a_command(caller)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _import_all() -> None:
    import bpo_controls

    for found in pkgutil.walk_packages(bpo_controls.__path__, "bpo_controls."):
        if not found.name.endswith("typst_worker"):
            import_module(found.name)
    for name in (
        "openpyxl",
        "xlsxwriter",
        "jinja2.sandbox",
        "pypdf",
        "textual.app",
        "filelock",
        "platformdirs",
    ):
        import_module(name)
    _keep_libraries_at_hand()


def _keep_libraries_at_hand() -> None:
    """The bundled library is read once, through the cache as by any command; a child finds it under the same key."""
    from bpo_controls.library import cache as store
    from bpo_controls.library.load import load_library
    from bpo_controls.user_cache import cache_is_off

    library = load_library()
    fetch = store.fetch
    store.fetch = lambda key: library if key == library.digest and not cache_is_off() else fetch(key)


def _be_a_command(caller: socket.socket) -> None:
    """In the child: become the command that the caller asks for, tell its exit code, and end."""
    code = 1
    try:
        head, streams, _, _ = socket.recv_fds(caller, 1 << 16, 3)
        caller.sendall(b"%d\n" % os.getpid())
        while not head.endswith(b"\n"):
            head += caller.recv(1 << 16)
        asked = json.loads(head)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(asked["folder"])
        if not _would_start_alike(asked["environment"]):
            code = subprocess.run(
                [TOOL, *asked["arguments"]], env=asked["environment"], check=False
            ).returncode
        else:
            os.environ.clear()
            os.environ.update(asked["environment"])
            time.tzset()
            sys.argv = [str(TOOL), *asked["arguments"]]
            sys.modules["__main__"].__package__ = None  # else usage names this module, not the tool
            _open_streams()
            code = _run()
    except BaseException:
        traceback.print_exc()
    caller.sendall(b"%d\n" % code)
    os._exit(code)


def _would_start_alike(environment: Mapping[str, str]) -> bool:
    here = os.environ
    settled = {name for name in {*here, *environment} if name.startswith(_AT_START)} - {"PYTHONUNBUFFERED"}
    return all(here.get(name) == environment.get(name) for name in settled)


def _open_streams() -> None:
    """Stdin, stdout and stderr as Python makes them when it starts."""
    unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        before: TextIO = getattr(sys, name)
        raw = io.FileIO(number, "w" if number else "r", closefd=False)
        bare = bool(number) and unbuffered
        held: Any = raw if bare else io.BufferedWriter(raw) if number else io.BufferedReader(raw)
        made = io.TextIOWrapper(
            held,
            encoding=before.encoding,
            errors=before.errors,
            newline="\n" if number else None,
            line_buffering=raw.isatty() or number == 2,
            write_through=bare,
        )
        setattr(sys, name, made)
        setattr(sys, f"__{name}__", made)


def _run() -> int:
    """The command to its end, and what the interpreter does after it; the exit code."""
    from bpo_controls.__main__ import main as command

    try:
        command()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        if not isinstance(end.code, int | None):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = 120
    return code


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
