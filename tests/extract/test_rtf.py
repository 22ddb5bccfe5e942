from datetime import date
from pathlib import Path

import pytest

from juanzong.extract.request import UnreadableError
from juanzong.model import Extraction, Facts, Reading
from tests.extract.making import codes, read

NOTE = Path(__file__).parent / "files" / "note.rtf"
"""Written by LibreOffice from the same text as `note.doc`."""

HEAD = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 Ming;}}"
)


def hexed(text: str, encoding: str = "gb18030") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "说明.rtf"


def made(path: Path, body: str) -> Extraction:
    path.write_bytes((HEAD + body + "}").encode("latin-1"))
    return read(path)


def test_what_libreoffice_writes() -> None:
    found = read(NOTE)
    doc = read(NOTE.with_suffix(".doc"))
    assert [page.label for page in found.pages] == [page.label for page in doc.pages]
    assert found.pages == doc.pages
    assert (found.reading, found.paged, found.findings) == (Reading.READ, False, ())
    assert found.facts == Facts("云泽市礼遇道德模范情况说明", "创建办", date(2026, 3, 5))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\f1 " + hexed("文明城市"), "文明城市"),
        (r"\f0 " + hexed("文明城市"), "文明城市"),
        (r"\f2 " + hexed("繁體", "big5"), "繁體"),
        (r"\u25991?\u26126?", "文明"),
        (r"\uc2 \u25991" + hexed("文") + "A", "文A"),
        (r"\u-10179?\u-9162?", "\U0001f436"),
        (r"a\line b\tab c\~d\_e\-f\{\}\\", "a\nb\tc d-ef{}\\"),
        ("\u00ce\u00c4", "文"),
        (r"{\uc0\u25991}\u26126?x", "文明x"),
    ],
)
def test_characters_in_every_way_they_are_written(path: Path, body: str, text: str) -> None:
    assert made(path, body).text == text


def test_tables_and_what_is_in_their_cells(path: Path) -> None:
    body = (
        r"\pard before\par\trowd\cellx1\cellx2\pard\intbl a\par b\cell\cell\row"
        r"\trowd\pard\intbl c\cell{\pard\intbl inner\nestcell}{\*\nesttableprops\trowd\nestrow} d\cell\row"
        r"\pard after\par"
    )
    blocks = made(path, body).pages[0].blocks
    assert [b.text or b.rows for b in blocks] == ["before", (("a b", ""), ("c", "inner d")), "after"]


def test_headings_by_style_name_and_level(path: Path) -> None:
    body = (
        r"{\stylesheet{\s1 heading 2;}{\s2\outlinelevel3 own;}{\s3\sbasedon2 child;}{\s4 Title;}{\s5 body;}}"
        r"\pard\s1 A\par\pard\s2 B\par\pard\s3 C\par\pard\s4 D\par\pard\s5 E\par\pard\outlinelevel0 F\par"
        r"\pard\s1\outlinelevel9 G\par"
    )
    assert [(b.text, b.level) for b in made(path, body).pages[0].blocks] == [
        ("A", 2),
        ("B", 4),
        ("C", 4),
        ("D", 1),
        ("E", 0),
        ("F", 1),
        ("G", 0),
    ]


def test_what_is_not_shown_is_left_out(path: Path) -> None:
    body = (
        r"a{\*\unknown b}{\pict\wmetafile8 0102}{\deleted c}{\field{\*\fldinst PAGE}{\fldrslt 3}}"
        r"{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt box\par}}{\shprslt box}}\bin5 {{{{{d"
    )
    found = made(path, body)
    assert [(page.label, page.text) for page in found.pages] == [("", "a3d"), ("文本框", "box")]


def test_embedded_and_fetched_content_is_told(path: Path) -> None:
    embedded = r"{\object\objemb{\*\objdata 0105}{\result seen}}"
    body = embedded + r'{\field{\*\fldinst INCLUDEPICTURE "http:\\a"}{\fldrslt p}}'
    found = made(path, body)
    assert found.text == "seenp"
    assert found.findings == (("JZ314", ()), ("JZ340", (("names", "INCLUDEPICTURE"),)))


def test_a_blank_one_is_unread(path: Path) -> None:
    found = made(path, r"\par\par")
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


@pytest.mark.parametrize("body", [r"{{{{{ open", r"}}}}} closed", "\\", r"\u", r"\bin99999999 x", r"\'z1"])
def test_a_damaged_one_gives_what_it_has(path: Path, body: str) -> None:
    assert made(path, "seen " + body).text.startswith("seen")


def test_what_is_no_rtf_raises(path: Path) -> None:
    path.write_bytes(b"text")
    with pytest.raises(ValueError, match="rtf"):
        read(path)


def test_a_huge_one_is_refused(path: Path) -> None:
    path.write_bytes(HEAD.encode() + b" " * (33 << 20))
    with pytest.raises(UnreadableError) as caught:
        read(path, memory_mb=256)
    assert caught.value.code == "JZ308"


@pytest.mark.parametrize("page", [0, 10000, 99999])
def test_an_odd_code_page_does_not_cost_the_text(path: Path, page: int) -> None:
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg%d Plain text \\'61 here}" % page)
    assert read(path).text == "Plain text a here"
