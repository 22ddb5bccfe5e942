"""RAR and 7z: names and sizes by their headers. The bytes were made by 7-Zip, or are put together here."""

import base64
import contextlib
import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.request import UnreadableError
from juanzong.model import Extraction, Reading
from tests.extract.making import codes, read

PACKED = (
    "N3q8ryccAAS57GLqhgAAAAAAAAAhAAAAAAAAAGpacRsBAARhCmJiCgAAAIEzB64P4OxyY2LTejR4Zaj6Vcx0HYlwsX4a/8bI"
    "/Njrq/G5KQ1IXvnFUlhn6LpgIOsUiPYNMKltxfbYb2EWac+Iclxle2cAJIBh6qarvzf1axaH30OY0Sy3eazpm9p8XxUXJJHB"
    "zsLkyp1hrasrjgUQPRTf6m/O5AAAABcGCQEJfQAHCwEAASMDAQEFXQAQAAAMgKYKAaPmtcIAAA=="
)
"""材料/通知.txt, 统计表.csv and an empty 空.txt, the header packed by LZMA."""
PLAIN = (
    "N3q8ryccAATQDthuCQAAAAAAAACKAAAAAAAAADTtzfgBAARhCmJiCgABBAYAAQkJAAcLAQABISEBAAwFAAgNAgkCCgEHoerd"
    "ZyYMAwAABQMOAYAZAQARKwBQZ5llAABQZ5llLwAakOV3LgB0AHgAdAAAAN9+oYtoiC4AYwBzAHYAAAAZABQaAQBFOFmx7X7d"
    "AUU4WbHtft0BRThZse1+3QEVDgEAEIDtQSCApIEggKSBAAA="
)
LOCKED = (
    "N3q8ryccAATQxNcbEAAAAAAAAABqAAAAAAAAAJiMOhcI7HYTaSxnU4ixgKpCj2K6AQQGAAEJEAAHCwEAAiQG8QcBElMPIVWP"
    "nB7Md9sRnX1oCtj6nyEhAQABAAwHAwAICgFnJgwDAAAFARkBABERAN9+oYtoiC4AYwBzAHYAAAAZAgAAFAoBAEU4WbHtft0B"
    "FQYBACCApIEAAA=="
)
LOCKED_NAMES = (
    "N3q8ryccAARdrfVagAAAAAAAAAAuAAAAAAAAAH6uxxhiNCMeWpYHIGXAjwfhM7A3INc4MeQFa+92kvBpayRTPnaKuzLQRJ9M"
    "6rIXUI6J0cXaY3nxAEP8zQQdWpQiCCW3CGFnqIK3bMwac5zrPQJ5UtWXeOvP2+Is4RTwQs+8Vp7GhvFIx3AiUbPHtYnl2rwl"
    "K5ijIDIAq/SxHVqZnb4BrBcGEAEJcAAHCwEAASQG8QcBElMPlLMcC0ewo5R0mk2g/nDiWAxqCgHltSBgAAA="
)


def made(folder: Path, content: bytes, extension: str = "7z") -> Extraction:
    path = folder / f"材料.{extension}"
    path.write_bytes(content)
    return read(path)


def rows(found: Extraction) -> list[tuple[str, ...]]:
    return list(found.pages[0].blocks[0].rows[1:])


def seven(text: str) -> bytes:
    return base64.b64decode(text)


def test_a_7z_with_a_packed_header_is_listed(tmp_path: Path) -> None:
    found = made(tmp_path, seven(PACKED))
    assert rows(found) == [("空.txt", "0"), ("材料/通知.txt", "2"), ("统计表.csv", "3")]
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ347"])


def test_a_7z_with_a_plain_header_is_listed(tmp_path: Path) -> None:
    assert rows(made(tmp_path, seven(PLAIN))) == [("材料/通知.txt", "2"), ("统计表.csv", "3")]


def test_what_is_encrypted_in_a_7z_is_told(tmp_path: Path) -> None:
    assert codes(made(tmp_path, seven(LOCKED))) == ["JZ347", "JZ301"]
    with pytest.raises(UnreadableError, match="JZ301"):
        made(tmp_path, seven(LOCKED_NAMES))


def number5(value: int) -> bytes:
    """A number as RAR 5 writes it."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def header5(kind: int, fields: bytes, flags: int = 0, *, extra: bytes = b"", data: bytes = b"") -> bytes:
    flags |= bool(extra) | 2 * bool(data)
    sizes = (number5(len(extra)) if extra else b"") + (number5(len(data)) if data else b"")
    body = number5(kind) + number5(flags) + sizes + fields + extra
    return bytes(4) + number5(len(body)) + body + data


def file5(name: str, size: int, *, folder: bool = False, locked: bool = False) -> bytes:
    raw = name.encode()
    fields = b"".join(map(number5, (int(folder), size, 0, 0, 0, len(raw)))) + raw
    return header5(2, fields, extra=b"\x02\x01\x00" if locked else b"", data=b"packed")


def rar5(*headers: bytes) -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + header5(1, b"\0") + b"".join(headers) + header5(5, b"\0")


def test_a_rar_5_is_listed(tmp_path: Path) -> None:
    content = rar5(
        file5("材料", 0, folder=True), file5("材料/通知.docx", 70_000), file5("b.zip", 3, locked=True)
    )
    found = made(tmp_path, content, "rar")
    assert rows(found) == [("材料/通知.docx", "70000"), ("b.zip", "3")]
    assert codes(found) == ["JZ347", "JZ301", "JZ348"]
    with pytest.raises(UnreadableError, match="JZ301"):
        made(tmp_path, rar5(header5(4, b"\0\0")), "rar")


def header4(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
    return struct.pack("<HBHH", 0, kind, flags, 7 + len(body)) + body + data


def file4(name: bytes, flags: int = 0) -> bytes:
    body = struct.pack("<IIBIIBBHI", 3, 9, 2, 0, 0, 29, 0x30, len(name), 0) + name
    return header4(0x74, 0x8000 | flags, body, b"abc")


def rar4(*headers: bytes, flags: int = 0) -> bytes:
    return b"Rar!\x1a\x07\x00" + header4(0x73, flags, bytes(6)) + b"".join(headers) + header4(0x7B, 0, b"")


def test_a_rar_4_is_listed(tmp_path: Path) -> None:
    marks, ends = b"\x60", b"\x00"  # how many bytes of each of four characters are written
    wide = b"??.txt\0\x90" + marks + b"\x1a\xe5\x77.t" + ends + b"xt"
    content = rar4(
        file4("报送材料.txt".encode("gb18030")), file4(wide, 0x200), file4(b"folder", 0xE0), file4(b"x", 4)
    )
    found = made(tmp_path, content, "rar")
    assert rows(found) == [("报送材料.txt", "9"), ("通知.txt", "9"), ("x", "9")]
    assert codes(found) == ["JZ347", "JZ301"]
    with pytest.raises(UnreadableError, match="JZ301"):
        made(tmp_path, rar4(flags=0x80), "rar")


@given(st.integers(0, 400), st.binary(max_size=6), st.sampled_from(("7z", "rar4", "rar5")))
def test_damage_ends_in_an_error_or_a_list(at: int, change: bytes, kind: str) -> None:
    whole = {"7z": seven(PACKED), "rar4": rar4(file4(b"a.txt")), "rar5": rar5(file5("a.txt", 5))}[kind]
    at = 8 + at % (len(whole) - 8)
    content = whole[:at] + change + whole[at + len(change) :]
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ValueError, UnreadableError):
        made(Path(folder), content, "7z" if kind == "7z" else "rar")
