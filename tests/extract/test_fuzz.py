"""Good files with some bytes changed: a reader gives something, or an error that it knows; and it ends."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from juanzong.extract import codec
from juanzong.extract.request import UnreadableError
from tests.extract import test_mail, test_ofd, test_pptx, test_video
from tests.extract.making import docx, p, read, story, zipped
from tests.extract.test_ooxml import rels

FILES = Path(__file__).parent / "files"
KNOWN = (
    UnreadableError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    etree.LxmlError,
)
"""What readers and the parsers under them raise at damaged files; not what a mistake of ours would."""

HTML = (
    "<!doctype html><title>题</title><body><h1>标题</h1><table><tr><td>甲<td>乙</table>"
    "<p>段<br>落<script>x</script>"
)

GOOD: dict[str, bytes] = {
    "doc": (FILES / "note.doc").read_bytes(),
    "ppt": (FILES / "talk.ppt").read_bytes(),
    "rtf": (FILES / "note.rtf").read_bytes(),
    "html": HTML.encode(),
    "eml": test_mail.mail().as_bytes(),
    "mp4": test_video.movie(test_video.trak(), test_video.trak(b"soun", b"mp4a")),
    "zip": zipped({"通知/甲.txt": b"x", "乙.zip": b"y"}, encoding="gb18030"),
}
PACKED: dict[str, bytes] = {
    "docx": docx(
        p("正文") + f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>",
        word__comments=story("comments", f"<w:comment>{p('批注')}</w:comment>"),
        word__styles=story("styles", '<w:style w:styleId="1"><w:name w:val="heading 2"/></w:style>'),
    ),
    "pptx": test_pptx.pptx(
        test_pptx.slide(test_pptx.shape("标题", place="title"), test_pptx.shape("甲", "乙")),
        parts={"ppt/slides/_rels/slide0.xml.rels": rels(("notesSlide", "../notesSlides/n.xml", "Internal"))},
    ),
    "ofd": test_ofd.signed(test_ofd.seal("云泽市创建办"), sealed=True),
}

Change = tuple[float, int, bytes]
"""Where (a share of the length), how many bytes go, what comes."""

CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 6),
        st.one_of(
            st.binary(max_size=6), st.sampled_from([b"\xff" * 4, bytes(4), b"<", b"999999999", b"-1", b"{"])
        ),
    ),
    min_size=1,
    max_size=5,
)
BOUNDED = settings(
    max_examples=60,
    deadline=10_000,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def changed(content: bytes, changes: list[Change]) -> bytes:
    for share, gone, come in changes:
        at = int(share * len(content))
        content = content[:at] + come + content[at + gone :]
    return content


def tried(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        found = read(path, memory_mb=512)
    except KNOWN:
        return
    assert codec.decode(codec.encode(found)) == found


@pytest.mark.parametrize("extension", GOOD)
@BOUNDED
@given(changes=CHANGES)
def test_changed_bytes(tmp_path: Path, extension: str, changes: list[Change]) -> None:
    tried(tmp_path / f"a.{extension}", changed(GOOD[extension], changes))


@pytest.mark.parametrize("extension", GOOD)
@BOUNDED
@given(share=st.floats(0, 1))
def test_cut_off(tmp_path: Path, extension: str, share: float) -> None:
    content = GOOD[extension]
    tried(tmp_path / f"a.{extension}", content[: int(share * len(content))])


@pytest.mark.parametrize("extension", PACKED)
@BOUNDED
@given(changes=CHANGES, which=st.floats(0, 1, exclude_max=True))
def test_changed_parts(tmp_path: Path, extension: str, changes: list[Change], which: float) -> None:
    with zipfile.ZipFile(io.BytesIO(PACKED[extension])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = list(parts)[int(which * len(parts))]
    parts[name] = changed(parts[name], changes)
    tried(tmp_path / f"a.{extension}", zipped(parts))


def test_the_files_are_good_before_they_are_changed(tmp_path: Path) -> None:
    for extension, content in (GOOD | PACKED).items():
        path = tmp_path / f"a.{extension}"
        path.write_bytes(content)
        assert read(path).text or extension == "mp4"
