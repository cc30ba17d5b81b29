"""Run as a child process: records answers for ever and prints each one once it is confirmed."""

from __future__ import annotations

import sys
from pathlib import Path

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library

NOW = "2026-11-23T09:00:00+00:00"


def main() -> None:
    engagement = open_engagement(Path(sys.argv[1]), small_library())
    number = len(engagement.events)
    with open_writer(engagement, lambda: NOW) as writer:
        while True:
            number += 1
            writer.save(Answer("goal", ENGAGEMENT, f"answer {number}", note="padding " * 20))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
