"""Exit codes of every command."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    FINE = 0
    BLOCKED = 1
    USAGE = 2
    INTERRUPTED = 130
