"""Findings as they travel in an extraction: a code and its details, without the path."""

Note = tuple[str, tuple[tuple[str, str], ...]]
"""An entry of `Extraction.findings`."""


def note(code: str, **details: object) -> Note:
    """Make one."""
    return code, tuple(sorted((name, str(value)) for name, value in details.items()))


def spans(numbers: list[int]) -> str:
    """Page numbers as people write them: `1–3、7`. They must ascend."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return "、".join("–".join(map(str, run)) for run in runs)
