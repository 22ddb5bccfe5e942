"""From marked-up text to blocks, and from paragraphs to lines that follow Chinese line-breaking rules."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

WORDS = (
    *("的通知", "的通报", "文明城市", "创建", "工作", "云泽", "实施", "管理", "方案", "建设", "服务"),
    *("办法", "说明", "食品安全", "监督抽检", "道德模范", "责任清单", "领导小组", "志愿", "理论学习"),
    *("中心组", "守信激励", "失信惩戒", "老旧小区", "社会治安", "治安防控", "文明单位", "谁普法"),
)
"""Words of the demo's titles that no line break may cut."""
NOT_FIRST = "—，。；：、！？）》〉”’〕】％%"
NOT_LAST = "—（《〈“‘〔【"


class Style(StrEnum):
    """How a block is set: 一、 headings in 黑体, （一） headings in 楷体, the rest in 宋体."""

    HEADING = "hei"
    SUBHEADING = "kai"
    BODY = "song"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table by rows."""

    style: Style
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str) -> Iterator[Block]:
    """Read the markup: a line is a paragraph, lines of `| a | b |` make a table."""
    rows: list[tuple[str, ...]] = []
    for line in [*text.strip().splitlines(), ""]:
        content = line.strip()
        if content.startswith("|"):
            rows.append(tuple(cell.strip() for cell in content.strip("|").split("|")))
            continue
        if rows:
            yield Block(Style.TABLE, rows=tuple(rows))
            rows = []
        if content:
            yield Block(_style(content), content)


def _style(line: str) -> Style:
    if line.endswith(("。", "；", "：")) or len(line) > 32:
        return Style.BODY
    if re.match(r"[一二三四五六七八九十]+、", line):
        return Style.HEADING
    return Style.SUBHEADING if re.match(r"（[一二三四五六七八九十]+）", line) else Style.BODY


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break `text` into lines no wider than `width`, but for hanging punctuation marks."""
    lines: list[str] = []
    line = ""
    for token in re.findall(r"[A-Za-z0-9.,%〔〕\[\]]+|.", text):
        if token in NOT_FIRST and lines and not line:
            lines[-1] += token
            continue
        if measure(line + token) > width and line:
            if token in NOT_FIRST:
                lines.append(line + token)
                line = ""
                continue
            carried = ""
            while line and line[-1] in NOT_LAST:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            line = carried
        line += token
    return [*lines, line] if line else lines


def balance(title: str, per_line: int) -> list[str]:
    """Cut a title into lines of about equal length, not inside a bracketed name or a number."""
    count = -(-len(title) // per_line)
    lines: list[str] = []
    rest = title
    for left in range(count, 1, -1):
        ideal = -(-len(rest) // left)
        cuts = [i for i in range(max(1, ideal - 4), min(len(rest), ideal + 4)) if _may_cut(rest, i)]
        cut = min(cuts, key=lambda i, ideal=ideal: abs(i - ideal)) if cuts else ideal  # type: ignore[misc]
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest]


def _may_cut(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    inside = any(w in text[max(0, at - len(w) + 1) : at + len(w) - 1] for w in WORDS)
    digits = before.isascii() and after.isascii()
    return not (inside or digits or after in NOT_FIRST or before in NOT_LAST)
