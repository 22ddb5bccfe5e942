import io
import zipfile
from pathlib import Path

import pytest

from juanzong.model import Extraction, Reading, TextSource
from tests.extract.making import codes, read, zipped


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "材料.zip"


def made(path: Path, content: bytes) -> Extraction:
    path.write_bytes(content)
    return read(path)


def names(found: Extraction) -> list[str]:
    return [row[0] for row in found.pages[0].blocks[0].rows[1:]]


@pytest.mark.parametrize("encoding", ["", "gb18030", "utf-8"])
def test_names_are_decoded_as_they_were_meant(path: Path, encoding: str) -> None:
    found = made(path, zipped({"通知/关于报送材料的通知.docx": b"x", "统计表.xlsx": b"y"}, encoding=encoding))
    assert names(found) == ["通知/关于报送材料的通知.docx", "统计表.xlsx"]
    assert codes(found) == ["JZ347"]


def test_one_encoding_is_chosen_for_all_names(path: Path) -> None:
    """Its bytes in GBK are valid UTF-8 by chance, and another character there."""
    chance = next(
        a + b
        for a in map(chr, range(0x4E00, 0x9FA5))
        for b in "一二三四五六七八九十"
        if a.encode("gb18030")[0] >= 0xC3 and _valid((a + b).encode("gb18030"))
    )
    found = made(path, zipped({chance: b"x", "文明城市": b"y"}, encoding="gb18030"))
    assert names(found) == [chance, "文明城市"]


def _valid(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_what_is_inside_counts_as_unread(path: Path) -> None:
    found = made(path, zipped({"a.txt": b"secret"}))
    assert (found.reading, found.text_source) == (Reading.UNREAD, TextSource.NONE)
    assert found.text == "名称\t字节\na.txt\t6"


def test_archives_inside_and_paths_that_lead_out_are_named(path: Path) -> None:
    content = zipped({"a/b.ZIP": b"", "../x": b"", "/etc/y": b"", "C:\\z": b"", "a/..b": b"", "..\\w": b""})
    found = made(path, content)
    assert codes(found) == ["JZ347", "JZ348", "JZ349"]
    assert dict(found.findings[1][1])["names"] == "a/b.ZIP"
    assert dict(found.findings[2][1])["names"] == "../x、/etc/y、C:\\z、..\\w"


def test_a_bomb_is_told_from_what_it_declares(path: Path) -> None:
    found = made(path, zipped({"0": bytes(300 << 20)}))
    assert path.stat().st_size < 1 << 20
    assert (found.reading, codes(found)) == (Reading.BROKEN, ["JZ347", "JZ308"])


def test_an_encrypted_one_is_told_and_listed(path: Path) -> None:
    held = bytearray(zipped({"a.txt": b"x"}))
    held[held.index(b"PK\x01\x02") + 8] |= 1
    found = made(path, bytes(held))
    assert (found.reading, codes(found), names(found)) == (Reading.BROKEN, ["JZ347", "JZ301"], ["a.txt"])


def test_an_empty_archive_has_no_list(path: Path) -> None:
    held = io.BytesIO()
    zipfile.ZipFile(held, "w").close()
    assert made(path, held.getvalue()).pages == ()


def test_a_damaged_one_raises(path: Path) -> None:
    path.write_bytes(zipped({"a": b"x"})[:-10])
    with pytest.raises(zipfile.BadZipFile):
        read(path)
