"""The command-line program: `python -m maintext`, or `maintext`."""

from __future__ import annotations

import signal
import sys

from maintext._maintext import run_command


def main() -> None:
    """Runs the program with the arguments of this process, and exits."""
    # The handler of Python would only act when the program has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run_command(["maintext", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
