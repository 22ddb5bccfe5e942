"""The table of formats says what the readers do."""

from pathlib import Path

import pytest

from juanzong.extract import readers
from tests.extract.making import read
from tests.extract.test_fuzz import GOOD, PACKED
from tools import formats

ROWS = {row.module: row for row in formats.rows()}


def test_every_reader_has_its_row_and_every_format_stands_once() -> None:
    assert set(ROWS) == {reader.module for reader in readers.READERS.values()}
    listed = [extension for row in ROWS.values() for extension in row.extensions]
    assert sorted(listed) == sorted(readers.READERS)


@pytest.mark.parametrize(
    ("module", "codes"),
    [
        ("docx", {"JZ301", "JZ308", "JZ314", "JZ315", "JZ325", "JZ340", "JZ341"}),
        ("doc", {"JZ301", "JZ314", "JZ315", "JZ340", "JZ341"}),
        ("ofd", {"JZ301", "JZ308", "JZ325", "JZ342", "JZ343"}),
        ("packages", {"JZ301", "JZ308", "JZ347", "JZ348", "JZ349"}),
        ("pdf", {"JZ301", "JZ313", "JZ314", "JZ322"}),
        ("video", {"JZ407"}),
    ],
)
def test_findings_are_told_from_the_code(module: str, codes: set[str]) -> None:
    assert codes <= set(ROWS[module].findings)


def test_no_reader_is_said_to_find_what_only_another_can() -> None:
    assert "JZ318" not in ROWS["docx"].findings
    assert "JZ342" not in ROWS["pptx"].findings
    assert "JZ346" not in ROWS["plain"].findings


@pytest.mark.parametrize(("extension", "content"), (GOOD | PACKED).items(), ids=[*GOOD, *PACKED])
def test_text_is_told_where_it_is_read(tmp_path: Path, extension: str, content: bytes) -> None:
    path = tmp_path / f"a.{extension}"
    path.write_bytes(content)
    row = ROWS[readers.READERS[extension].module]
    found = read(path)
    assert row.text == (found.text_source == "text")
    given = {
        name
        for name in ("title", "author", "created", "width", "seconds", "codec")
        if getattr(found.facts, name)
    }
    assert given <= set(row.facts)


def test_the_page_names_what_is_not_read() -> None:
    page = formats.page()
    assert ".odt" in page.partition("listed, not read")[2]
    assert page.count("\n| ") == len(ROWS) + 1
