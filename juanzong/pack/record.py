"""`handoffs.yml`: what was handed over, kept in git beside the archive it was made of."""

from pathlib import Path

import yaml

from juanzong.findings import Finding
from juanzong.load.handoff import Handoffs, Packed
from juanzong.load.records import take

HANDOFFS = "handoffs.yml"
_HEAD = (
    "# yaml-language-server: $schema=../docs/schema/handoffs.json\n"
    "# 移交记录：pack 每制作好一个载体就在末尾添一条；verify 用它核对载体。\n"
    "packed:\n"
)


def handoffs(root: Path) -> tuple[Handoffs, tuple[Finding, ...]]:
    """What was recorded so far, and what is wrong with the file."""
    if not (root / HANDOFFS).exists():
        return Handoffs(), ()
    found: list[Finding] = []
    made, _ = take(root, HANDOFFS, Handoffs, found)
    return made or Handoffs(), tuple(found)


def record(root: Path, packed: Packed) -> None:
    """Add a hand-over at the end, as it stands in the file; one that is there already is not added again.

    Raises:
        OSError: the file cannot be written.
    """
    path = root / HANDOFFS
    text = path.read_text(encoding="utf-8-sig") if path.exists() else _HEAD
    if packed.digest in text:
        return
    fields = packed.model_dump(mode="json", exclude_none=True)
    entry = yaml.safe_dump([fields], allow_unicode=True, sort_keys=False)
    indented = "".join(f"  {line}\n" for line in entry.splitlines())
    path.write_text(text.rstrip("\n") + "\n" + indented, encoding="utf-8", newline="\n")
