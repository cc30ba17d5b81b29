"""Typst in a process of its own: bounded in time and memory, without packages, without a network.

Whatever a template of a firm's own or a logo does to Typst, this process goes on. The processes are started when
first needed, kept for the next job, and end with this one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

SECONDS = 30
"""Processor time a page or document may take. The longest report of the demo takes about two."""

WAIT = 180.0
"""Seconds after which a job is ended, however busy the machine is."""

MEMORY = 1_600_000_000
"""Bytes of address space; the longest report of the demo needs about a quarter of it."""

KEEP = 90_000_000
"""Bytes of memory up to which a process is given another job: Typst keeps what it worked out, and starts in 50 ms."""

_WORKER = Path(__file__).with_name("typst_worker.py")
_NO_PROXY_ANSWERS = "http://127.0.0.1:9"
_KEPT = (
    "HOME",
    "PATH",
    "SYSTEMROOT",
    "TMPDIR",
    "TEMP",
    "TMP",
    "LD_LIBRARY_PATH",
    "XDG_DATA_DIRS",
    "FONTCONFIG_PATH",
)


class TypstFailedError(Exception):
    """Typst refused the source, or was ended. `over` says that it went over a limit."""

    def __init__(self, message: str, *, over: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.over = over


def typeset(
    source: str,
    fmt: Literal["pdf", "png", "svg"],
    *,
    fonts: Sequence[Path],
    root: Path | None = None,
    inputs: Mapping[str, str] | None = None,
    standards: Sequence[str] | None = None,
    stamp: int | None = None,
    ppi: float | None = None,
    system_fonts: bool = False,
) -> tuple[bytes, ...]:
    """What Typst makes of a source: one PDF, or each page as a picture. `fonts` are folders, `root` what it may read.

    `stamp` is the time written into it (seconds since 1970), `ppi` dots an inch. Raises TypstFailedError.
    """
    job = {
        "format": fmt,
        "fonts": [str(folder.absolute()) for folder in fonts],
        "root": str(root.absolute()) if root else "",  # the process stands in another working directory
        "inputs": dict(inputs or {}),
        "pdf_standards": list(standards) if standards else None,
        "timestamp": stamp,
        "ppi": ppi,
        "system_fonts": system_fonts,
    }
    worker = _POOL.taken()
    try:
        made = worker.answer(job, source.encode())
    except TypstFailedError as error:
        if error.over:
            worker.end()
        else:
            _POOL.put(worker)
        raise
    except BaseException:
        worker.end()
        raise
    if worker.heavy:
        worker.end()
    else:
        _POOL.put(worker)
    return made


class _Worker:
    """One process, for one job at a time."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=tempfile.gettempdir(),  # it outlives many a working directory
                close_fds=True,
            )
        except OSError as error:
            raise TypstFailedError(f"its process cannot be started: {error.strerror}", over=False) from error
        self._begun = False
        self.heavy = False

    def answer(self, job: Mapping[str, object], body: bytes) -> tuple[bytes, ...]:
        """What was made. Raises TypstFailedError, with `over` when the process is gone."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(WAIT, end)
        timer.daemon = True
        timer.start()
        try:
            head, parts = self._exchange(job, body)
        except (OSError, ValueError) as error:
            raise TypstFailedError(self._why_gone(late.is_set()), over=True) from error
        finally:
            timer.cancel()
        if "error" in head:
            raise TypstFailedError(str(head["error"]))
        self.heavy = bool(head.get("heavy"))
        return parts

    def _exchange(
        self, job: Mapping[str, object], body: bytes
    ) -> tuple[dict[str, object], tuple[bytes, ...]]:
        sink, source = self._process.stdin, self._process.stdout
        assert sink is not None
        assert source is not None
        if not self._begun:
            start = {"typst": _where_typst_is(), "memory": MEMORY, "seconds": SECONDS, "keep": KEEP}
            sink.write(json.dumps(start).encode() + b"\n")
            self._begun = True
        sink.write(json.dumps({**job, "size": len(body)}).encode() + b"\n" + body)
        sink.flush()
        head = json.loads(source.readline())
        parts = tuple(source.read(size) for size in head["sizes"])
        if [len(part) for part in parts] != head["sizes"]:
            raise ValueError("cut short")
        return head, parts

    def _why_gone(self, late: bool) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        code = self._process.returncode
        xcpu = 24
        if late or code == -xcpu:
            return f"it takes more than {SECONDS} seconds"
        return f"it needs more than {MEMORY / 1e9:.1f} GB of memory, or broke down"

    def alive(self) -> bool:
        """Whether the process still waits for a job."""
        return self._process.poll() is None

    def end(self) -> None:
        """Ends the process, whatever it does."""
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


class _Pool:
    """Processes that wait for the next job."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def taken(self) -> _Worker:
        with self._lock:
            if self._owner != os.getpid():  # after a fork the pipes belong to the other process
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    return worker
                worker.end()
        return _Worker()

    def put(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def end_all(self) -> None:
        with self._lock:
            if self._owner == os.getpid():
                for worker in self._idle:
                    worker.end()
            self._idle = []


def end_processes() -> None:
    """Ends the processes that wait; the next job starts a new one."""
    _POOL.end_all()


_POOL = _Pool()
atexit.register(end_processes)


@cache
def _where_typst_is() -> str:
    found = find_spec("typst")
    if found is None or found.origin is None:
        raise TypstFailedError("the package typst is not installed", over=True)
    return str(Path(found.origin).parent.parent)


def _environment() -> dict[str, str]:
    """What the process may know of its surroundings: enough to find fonts. Whatever asks for an address fails."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    proxies = ("http_proxy", "https_proxy", "all_proxy")
    return kept | {name: _NO_PROXY_ANSWERS for proxy in proxies for name in (proxy, proxy.upper())}
