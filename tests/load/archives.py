"""A small sound archive as text, and ways to spoil it."""

from pathlib import Path

ARCHIVE = """\
name: 试验档案
city: 试验市
edition: demo
fonds:
  code: Z109
  name: 市文明办
round:
  name: 2026年度测评
  inspection: 2026-12-15
  window:
    start: 2025-11-01
    end: 2026-10-31
profiles:
  inspection:
    title: 卷宗
    parts: [dossiers, search]
"""

EDITION = """\
id: demo
title: 试验测评体系
levels: [测评项目, 测评指标, 测评标准]
methods: [材料审核, 实地考察]
kinds:
  - name: 规范文件
    document_types: [通知, 方案]
  - name: 实景图片
    formats: [image]
total: 3
indicators:
  - code: I-1
    display: Ⅰ-1
    title: 交通秩序
    window: {start: 2026-01-01, end: 2026-06-30}
    children:
      - code: I-1-1
        display: Ⅱ-1
        title: 各行其道
        score: 1
        methods: [材料审核]
        slots:
          - kind: 规范文件
      - code: I-1-2
        display: Ⅱ-2
        title: 礼让斑马线
        score: 2
        window: {start: 2026-03-01, end: 2026-03-31}
        slots:
          - {kind: 实景图片, min: 3}
  - code: I-2
    display: Ⅰ-2
    title: 负面清单
    nature: 负面
"""

ORGANISATION = """\
units:
  - {id: gongan, name: 试验市公安局, aliases: [试公]}
  - {id: jiaojing, name: 交警支队}
people:
  - {id: zhang, name: 张某, post: 局长, unit: gongan}
districts:
  - {id: dong, name: 东区, unit: jiaojing}
groups:
  - {id: zhian, name: 社会治安组, leader: zhang, lead_unit: gongan, members: [jiaojing]}
responsibilities:
  - indicators: [I-1]
    group: zhian
    lead_unit: gongan
    person: zhang
  - indicators: [I-1-2]
    group: zhian
    lead_unit: jiaojing
    districts: [dong]
    deadline: 2026年9月30日
"""

FILES = {"archive.yml": ARCHIVE, "editions/demo.yml": EDITION, "organisation.yml": ORGANISATION}


def write(root: Path, **changed: str | None) -> Path:
    """Write the archive; `archive`, `edition` and `organisation` replace a file, None leaves it out."""
    for name, text in FILES.items():
        given = changed.get(Path(name).stem.replace("demo", "edition"), text)
        if given is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(given, encoding="utf-8", newline="\n")
    return root


def changed(text: str, old: str, new: str) -> str:
    """The text with the one occurrence of `old` replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The line on which a part stands that occurs once."""
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1
