"""Entry point: `bpo-controls` and `python -m bpo_controls`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. `--version` alone answers before anything heavy is imported."""
    if sys.argv[1:] == ["--version"]:
        from bpo_controls.version import __version__

        sys.stdout.write(f"bpo-controls {__version__}\n")
        return
    from bpo_controls.cli.app import run

    run()


if __name__ == "__main__":
    main()
