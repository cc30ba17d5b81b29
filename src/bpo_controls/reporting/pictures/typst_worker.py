"""The program of the process in which Typst runs. Started by path, alone: it imports nothing of this package.

It reads jobs from stdin and writes what was made to stdout: a line of JSON that names the sizes of the parts that
follow it, each part, and for an answer the same. Before the first job it gives up files, memory and, where the
system lets it, the network.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO


def main(source: BinaryIO, sink: BinaryIO) -> None:
    """Answers jobs until stdin ends."""
    start = json.loads(source.readline())
    sys.path.insert(0, start["typst"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _without_network()
    _limit(start["memory"])
    import typst

    fonts: dict[str, Any] = {}
    for line in iter(source.readline, b""):
        job = json.loads(line)
        body = source.read(job["size"])
        _limit_time(start["seconds"])
        key = json.dumps([job["fonts"], job["system_fonts"]])
        if key not in fonts:
            fonts[key] = typst.Fonts(include_system_fonts=job["system_fonts"], font_paths=job["fonts"])
        try:
            parts = _made(typst, job, body, fonts[key])
        except Exception as error:
            _answer(sink, {"error": str(getattr(error, "message", error))[:2_000]}, [])
        else:
            _answer(sink, {"heavy": _memory() > start["keep"]}, parts)


def _made(typst: Any, job: dict[str, Any], body: bytes, fonts: Any) -> list[bytes]:
    nowhere = "/nonexistent/bpo-controls"
    compiler = typst.Compiler(
        body,
        **({"root": job["root"]} if job["root"] else {}),
        font_paths=fonts,
        ignore_system_fonts=not job["system_fonts"],
        sys_inputs=job["inputs"],
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    asked = {key: job[key] for key in ("pdf_standards", "timestamp", "ppi") if job.get(key) is not None}
    made = compiler.compile(format=job["format"], **asked)
    return [made] if isinstance(made, bytes) else list(made or ())


def _answer(sink: BinaryIO, head: dict[str, object], parts: list[bytes]) -> None:
    sink.write(json.dumps({**head, "sizes": [len(part) for part in parts]}).encode() + b"\n")
    for part in parts:
        sink.write(part)
    sink.flush()


def _limit(memory: int) -> None:
    """No more memory than that, no file written, no core file. Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, memory)):
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(kind)[1]
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (most, most))


def _memory() -> int:
    """Bytes of memory the process holds; 0 where the system does not say. Typst keeps what it worked out."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 0


def _limit_time(seconds: int) -> None:
    """The next job may take so many seconds of processor time."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _without_network() -> None:
    """A network of its own with nothing in it, where Linux lets a user have one; else the proxy set for it fails."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    new_user, new_network = 0x10000000, 0x40000000
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(new_user | new_network)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
