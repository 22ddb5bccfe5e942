"""The maker of the demo gives the committed files, byte for byte."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.demo import fonts, toolchain
from tools.demo.layout import Style, balance, blocks, wrap
from tools.demo.model import Sheet, documents

ROOT = Path(__file__).parents[2]
TEXTS = {".yml", ".txt", ".md", ".csv"}
needs_fonts = pytest.mark.skipif(
    bool(fonts.missing()), reason=f"fonts missing: apt-get install {' '.join(fonts.missing())}"
)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@needs_fonts
def test_a_run_writes_the_committed_files_again(tmp_path: Path) -> None:
    options = ("--evidence", tmp_path / "evidence", "--labels", tmp_path / "labels.yml")
    subprocess.run([sys.executable, ROOT / "tools/make_demo.py", *options], check=True, capture_output=True)
    made, committed = tree(tmp_path / "evidence"), tree(ROOT / "archive/evidence")
    assert sorted(made) == sorted(committed)
    assert (tmp_path / "labels.yml").read_bytes() == (ROOT / "bench/demo_labels.yml").read_bytes()
    same_tools = toolchain.present() == toolchain.recorded()
    compared = [name for name in made if same_tools or Path(name).suffix in TEXTS]
    assert [name for name in compared if made[name] != committed[name]] == []


def test_lines_never_begin_with_a_closing_mark_nor_end_with_an_opening_one() -> None:
    text = "各区、功能区，“市直”单位（含企业）：按照《办法》的要求，认真落实。" * 3
    for width in range(5, 30):
        lines = wrap(text, width, len)
        assert "".join(lines) == text
        assert not any(line[0] in "，。；：、）》”" for line in lines)
        assert not any(line[-1] in "（《“" for line in lines)


def test_numbers_stay_whole_across_lines() -> None:
    assert "1240" in wrap("全市共有注册志愿者1240人", 10, len)[1]


def test_a_title_is_cut_into_lines_of_like_length() -> None:
    lines = balance("关于印发2026年文明城市创建工作任务分解表的通知", 19)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 6


def test_markup_becomes_headings_paragraphs_and_tables() -> None:
    found = list(blocks("一、目标\n（一）近期\n正文一句。\n| 甲 | 乙 |\n| 1 | 2 |\n完。"))
    assert [b.style for b in found] == [
        Style.HEADING,
        Style.SUBHEADING,
        Style.BODY,
        Style.TABLE,
        Style.BODY,
    ]
    assert found[3].rows == (("甲", "乙"), ("1", "2"))


def test_a_misspelt_field_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("- {path: a.pdf, titel: 甲}\n", encoding="utf-8")
    with pytest.raises(TypeError, match="titel"):
        documents(tmp_path)


@pytest.mark.parametrize("sheet", [s for d in documents() for s in d.sheets], ids=lambda s: str(s.title))
def test_the_rows_of_a_sheet_are_as_wide_as_its_head(sheet: Sheet) -> None:
    assert {len(row) for row in [*sheet.head, *sheet.rows]} == {len(sheet.head[0])}
