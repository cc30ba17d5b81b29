"""A terminal's text as an SVG picture, drawn without a font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from bpo_controls.terminal.wrap import cells

COLUMNS = 80
_CELL, _LINE, _SIZE = 8.4, 19, 14
_EDGE = 20
_PAPER, _FRAME, _INK, _TYPED = "#f8fafb", "#c5ced8", "#1f2933", "#1f4e79"
_FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


def terminal_svg(title: str, lines: Sequence[str], typed: Sequence[str] = ()) -> str:
    """The lines, 80 columns wide. A line that starts with `$ ` is a command.

    `typed` is what somebody typed, in order: where it ends a line that asks for it, it stands out in bold. Each run of
    text says how wide it is, so that it looks the same whichever monospaced font there is.
    """
    width = round(COLUMNS * _CELL + 2 * _EDGE)
    height = len(lines) * _LINE + 2 * _EDGE - (_LINE - _SIZE)
    waiting = list(typed)
    body: list[str] = []
    for number, line in enumerate(lines):
        base = _EDGE + _SIZE - 2 + number * _LINE
        if line.startswith("$ "):
            body.append(_run(line, 0, base, bold=True))
        elif waiting and line.endswith(": " + waiting[0]):
            said = waiting.pop(0)
            body.append(_run(line[: -len(said)], 0, base))
            body.append(_run(said, cells(line) - cells(said), base, bold=True))
        elif line.strip():
            body.append(_run(line, 0, base))
    if waiting:
        raise ValueError(f"{title}: nobody was seen typing {waiting[0]!r}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6" fill="{_PAPER}" stroke="{_FRAME}"/>\n'
        f'<g font-family="{_FONT}" font-size="{_SIZE}" fill="{_INK}">\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


def _run(text: str, column: int, base: int, *, bold: bool = False) -> str:
    shown = text.strip()
    left = column + cells(text) - cells(text.lstrip())
    look = f' fill="{_TYPED}" font-weight="bold"' if bold else ""
    # Blanks in a row would fall together.
    words = escape(shown).replace("  ", "\u00a0\u00a0").replace("\u00a0 ", "\u00a0\u00a0")
    return (
        f'<text x="{_EDGE + left * _CELL:.1f}" y="{base}" textLength="{cells(shown) * _CELL:.1f}"'
        f' lengthAdjust="spacingAndGlyphs"{look}>{words}</text>'
    )
