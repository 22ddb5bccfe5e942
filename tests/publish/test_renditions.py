"""Office files as PDF by LibreOffice: a program of its name stands in for it, in all ways it can fail."""

import hashlib
import sys
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.identify import identify
from juanzong.load.models import Limits
from juanzong.model import Item, Placement, Reading
from juanzong.pipeline import build_site
from juanzong.publish import soffice
from juanzong.publish.renditions import render, settled
from tests.archives import make_archive, request_for
from tests.extract.making import docx, p, pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a #! line")

STAND_IN = """#!{python}
import pathlib, subprocess, sys, time
if "--version" in sys.argv:
    print("LibreOffice 7.4.7.2 {mark}")
    sys.exit()
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
source = pathlib.Path(sys.argv[-1])
profile = [a for a in sys.argv if a.startswith("-env:UserInstallation=file://")]
settings = pathlib.Path(profile[0].partition("file://")[2]) / "user" / "registrymodifications.xcu"
assert "DisableMacrosExecution" in settings.read_text()
content = source.read_bytes()
(folder.parent / "calls").open("a").write("1")
if b"HANG" in content:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    time.sleep(60)
if b"GREEDY" in content:
    held = bytearray(300 * 2**20)
    time.sleep(60)
if b"FAIL" not in content:
    (folder / "document.pdf").write_bytes(pathlib.Path("{pdf}").read_bytes())
"""


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    made = tmp_path / "made.pdf"
    made.write_bytes(pdf(("版式文字版式文字",)))
    path = folder / "soffice"
    path.write_text(STAND_IN.format(python=sys.executable, mark="x", pdf=made), encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    soffice.installed.cache_clear()
    return path


def item(root: Path, name: str, content: bytes) -> Item:
    path = root / name
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Item(digest[:12], digest, len(content), identify(path), (Placement(name, None),))


def calls(folder: Path) -> int:
    path = folder / "calls"
    return len(path.read_text(encoding="ascii")) if path.exists() else 0


def test_what_opens_is_converted_once_and_remembered(tmp_path: Path) -> None:
    one, broken = item(tmp_path, "a.docx", docx(p("一"))), item(tmp_path, "b.docx", docx(p("二")))
    text = item(tmp_path, "c.txt", b"text")
    asked = [(one, Reading.READ), (broken, Reading.BROKEN), (text, Reading.READ)]
    cache = Cache.open(tmp_path / "cache.sqlite")
    for _ in range(2):
        made, found = render(tmp_path, Limits(), asked, cache, 2)
        assert (list(made), found) == ([one.id], ())
        assert made[one.id].startswith(b"%PDF")
    assert calls(tmp_path) == 1


@pytest.mark.parametrize(("said", "reason"), [("FAIL", "no PDF"), ("HANG", "2 s"), ("GREEDY", "256 MiB")])
def test_what_is_not_converted_is_told_and_costs_itself_only(tmp_path: Path, said: str, reason: str) -> None:
    bad = item(tmp_path, "a.rtf", b"{\\rtf1 " + said.encode() + b"}")
    good = item(tmp_path, "b.rtf", b"{\\rtf1 good}")
    limits = Limits(rendition_seconds=2 if said == "HANG" else 30, memory_mb=256)
    cache = Cache.open(tmp_path / "cache.sqlite")
    made, found = render(tmp_path, limits, [(bad, Reading.READ), (good, Reading.READ)], cache, 1)
    assert list(made) == [good.id]
    assert [(f.code, f.subject, dict(f.details)) for f in found] == [("JZ355", "a.rtf", {"reason": reason})]


def test_without_libreoffice_nothing_is_asked(tmp_path: Path, program: Path) -> None:
    program.unlink()
    one = item(tmp_path, "a.docx", docx(p("一")))
    made, found = render(tmp_path, Limits(), [(one, Reading.READ)], Cache.open(tmp_path / "c.sqlite"), 1)
    assert (made, [f.code for f in found]) == ({}, ["JZ354"])


def test_times_and_chance_are_taken_out_in_place() -> None:
    def written(at: str, chance: str) -> bytes:
        return f"/CreationDate(D:{at}+08'00')/ID [ <{chance}>\n<{chance}> ]\n/DocChecksum /{chance}".encode()

    one, other = written("20260305093000", "AB12" * 8), written("20270101000000", "CD34" * 8)
    assert settled(one, "seed") == settled(other, "seed")
    assert len(settled(one, "seed")) == len(one)
    assert settled(one, "seed") != settled(one, "other")


def test_the_page_shows_it_and_nothing_of_what_is_withheld(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path,
        {"A-1/说明.docx": docx(p("关于交通秩序的说明")), "A-1/密.docx": docx(p("秘密★1年") + p("正文"))},
    )
    request = request_for(root)
    made = build_site(
        type(request)(root, "inspection", request.today, request.work, workers=1, renditions=True),
        tmp_path / "site",
        desk=False,
    )
    (shown,) = (tmp_path / "site" / "renditions").iterdir()
    (page,) = (tmp_path / "site" / "evidence").glob("*.html")
    assert shown.stem == page.stem
    assert f"../renditions/{shown.name}#" in page.read_text(encoding="utf-8")
    assert calls(tmp_path) == 1
    assert "JZ355" not in [f.code for f in made.findings]
