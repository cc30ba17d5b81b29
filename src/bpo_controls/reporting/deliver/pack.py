"""The seal of a signed set of deliverables: a list of every file with its digest, and the signature it was made under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpo_controls.answers.engagement_record import SignOff
from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.words.numbers import plural
from bpo_controls.words.signature_words import signed_words

SEAL = "signature.json"
"""The seal stands beside the files it seals. Its own digest is in it."""

LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of delivered files found: names by outcome, and the seal they were held against."""

    sign_off: Mapping[str, Any]
    good: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every file is as it was delivered."""
        return not (self.changed or self.missing or self.unknown)

    def lines(self) -> Iterator[str]:
        """The result in words, one line per file that is not as it was."""
        for name in self.changed:
            yield f"{name}: changed since it was signed"
        for name in self.missing:
            yield f"{name}: missing"
        for name in self.unknown:
            yield f"{name}: not part of this set"
        by, role, at, as_of = (str(self.sign_off.get(key, "")) for key in ("by", "role", "at", "as_of"))
        signed = SignOff(by, role, at, as_of)
        record, event = str(self.sign_off.get("record", ""))[:16], self.sign_off.get("event")
        many = len(self.good) + len(self.changed) + len(self.missing)
        yield f"{len(self.good)} of {plural(many, 'file')} {'is' if many == 1 else 'are'} as signed."
        yield f"{signed_words(signed)}, as of {signed.as_of}. Record {record} at event {event}."

    def as_plain(self) -> dict[str, object]:
        """The result as JSON types."""
        return {
            "whole": self.whole,
            "good": list(self.good),
            "changed": list(self.changed),
            "missing": list(self.missing),
            "unknown": list(self.unknown),
            "signed": dict(self.sign_off),
        }


def seal(bodies: Mapping[str, bytes], sign_off: SignOff, engagement: str, out: Path | None = None) -> bytes:
    """The seal of these files, by name. `engagement` is the digest of the first event of the journal.

    What lies in the folder `out` under the same signature stays sealed with them.
    """
    data: dict[str, Any] = {
        "engagement": engagement,
        "signed": {
            "by": sign_off.by,
            "role": sign_off.role,
            "assessor": sign_off.assessor,
            "at": sign_off.at,
            "as_of": sign_off.as_of,
            "record": sign_off.record,
            "event": sign_off.event,
            "library": sign_off.library,
            "editions": list(sign_off.editions),
        },
        "files": {name: _sha256(body) for name, body in bodies.items()},
    }
    if out is not None and (out / SEAL).is_file():
        with suppress(UserError):
            earlier = _read_seal(out / SEAL)
            if (earlier["signed"], earlier.get("engagement")) == (data["signed"], engagement):
                data["files"] = {**earlier["files"], **data["files"]}
    return _text({**data, "digest": _digest(data)})


def sealed_before(out: Path, bodies: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of the sealed set in a folder, where writing `bodies` there would break its seal; else nothing.

    A seal stays where nothing it lists is replaced, or where the new seal has the same signature and so takes it in.
    """
    if not (out / SEAL).is_file():
        return ()
    try:
        data = _read_seal(out / SEAL)
    except UserError:
        return ()
    files: Mapping[str, str] = data["files"]
    if SEAL in bodies:
        if json.loads(bodies[SEAL])["signed"] == data["signed"]:
            return ()
    elif not any(name in bodies and _sha256(bodies[name]) != was for name, was in files.items()):
        return ()
    whole = (name for name, was in files.items() if _file_digest(out, name) == was)
    return (SEAL, *whole)


def _file_digest(out: Path, name: str) -> str:
    """The digest of a file below the folder; "" for a name that leads elsewhere or to nothing."""
    path = out / name
    if Path(name).is_absolute() or ".." in Path(name).parts or path.is_symlink() or not path.is_file():
        return ""
    return _sha256(path.read_bytes())


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def verify_pack(files: Sequence[Path]) -> Checked:
    """Hold delivered files, or whole folders, against the seal that lies beside them.

    Raises UserError `no-seal` where there is none, `seal-broken` where the seal itself was changed.
    """
    folder = files[0] if files[0].is_dir() else files[0].parent
    whole = any(path.is_dir() or path.name == SEAL for path in files)
    data = _read_seal(folder / SEAL)
    listed: Mapping[str, str] = data["files"]
    names = list(listed) if whole else [path.relative_to(folder).as_posix() for path in files]
    good, changed, missing, unknown = [], [], [], []
    for name in names:
        path = folder / name
        if name not in listed:
            unknown.append(name)
        elif not path.is_file():
            missing.append(name)
        elif hashlib.sha256(path.read_bytes()).hexdigest() == listed[name]:
            good.append(name)
        else:
            changed.append(name)
    return Checked(data["signed"], tuple(good), tuple(changed), tuple(missing), tuple(unknown))


def _read_seal(path: Path) -> Mapping[str, Any]:
    where = Location(str(path))
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise FileNotFoundError
        data = json.loads(path.read_bytes())
    except OSError:
        hint = "only a signed set has one; name its folder, or files that lie beside it"
        raise user_error("no-seal", "is not there", where=where, hint=hint) from None
    except (ValueError, RecursionError):
        data = None
    shaped = (
        isinstance(data, dict)
        and isinstance(data.get("files"), dict)
        and isinstance(data.get("signed"), dict)
    )
    if not shaped or data.pop("digest", None) != _digest(data):
        raise user_error(
            "seal-broken", "was changed", where=where, hint="ask whoever sent the set for another copy"
        )
    sealed: Mapping[str, Any] = data
    return sealed


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(data)).hexdigest()


def _text(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
