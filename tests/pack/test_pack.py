"""Bags on carriers: whole or not at all, the same every time, and nothing of anybody else's touched."""

import io
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import bagit
import pytest
from PIL import Image

from juanzong.load.handoff import Carrier
from juanzong.pack.bag import CONTENTS, COVERAGE, DOOR, NOTE, REGISTER
from juanzong.pack.carrier import faults
from juanzong.publish.errors import PublishError
from tests.pack.making import Released, built, tree
from tools import verify

ROOT = Path(__file__).parents[2]


def test_two_packs_are_the_same_byte_for_byte(released: Released, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        assert released.pack(tmp_path / name).packed
    assert tree(tmp_path / "甲") == tree(tmp_path / "乙")


def test_everything_has_its_place(bag: Path) -> None:
    files = tree(bag)
    assert {"data/index.html", "data/打开卷宗.html", DOOR, NOTE, CONTENTS, REGISTER, COVERAGE} <= set(files)
    assert b"data/index.html" in files[DOOR]
    assert b"http-equiv" in files["data/打开卷宗.html"]
    info = verify.read_info(files[verify.INFO])
    payload = {name: content for name, content in files.items() if name.startswith("data/")}
    assert info["Payload-Oxum"] == f"{sum(map(len, payload.values()))}.{len(payload)}"
    assert info["Source-Organization"] == "测试市创建办"
    assert len(info["Juanzong-Commit"]) == 40
    assert "Juanzong-Draft" not in info
    note = files[NOTE]
    assert note.startswith(b"\xef\xbb\xbf")
    assert note.count(b"\n") == note.count(b"\r\n") > 20


def test_the_papers_agree_with_the_payload(bag: Path) -> None:
    files = tree(bag)
    listed = ET.fromstring(files[CONTENTS])
    assert len(listed) == int(listed.get("件数", "0")) == 2
    digests, _ = verify.read_manifest(files[verify.MANIFEST])
    for item in listed:
        assert digests[item.findtext("位置", "")] == item.findtext("SHA-256")
    manifest = verify.digests_of(bag / verify.MANIFEST)[0]
    with zipfile.ZipFile(bag / REGISTER) as register:
        text = register.read("word/document.xml").decode()
    assert manifest in text
    assert "0.000 GB" in text
    coverage = files[COVERAGE].decode("utf-8-sig")
    assert "1) 交通秩序（A-1）：共 1 件" in coverage
    assert "规范文件：1 件以上 / 1 件" in coverage


def test_a_draft_says_so_everywhere(released: Released, tmp_path: Path) -> None:
    assert released.pack(tmp_path / "盘", draft=True).packed
    files = tree(tmp_path / "盘")
    assert "Juanzong-Draft" in verify.read_info(files[verify.INFO])
    for name in (NOTE, CONTENTS, COVERAGE, DOOR, f"data/{DOOR}"):
        assert "未经签发" in files[name].decode("utf-8-sig"), name
    assert "试制件" in verify.tell(verify.check(tmp_path / "盘"))


def test_a_second_pack_writes_what_changed_and_removes_what_is_obsolete(tmp_path: Path) -> None:
    one = built(tmp_path / "a", {"A-1/甲.txt": "甲" * 20, "A-2/乙.txt": "乙" * 20})
    two = built(tmp_path / "b", {"A-1/甲.txt": "甲" * 20, "A-2/丙.txt": "丙" * 20})
    target = tmp_path / "盘"
    assert one.pack(target).removed == 0
    again = one.pack(target)
    assert (again.written, again.removed) == (0, 0)
    changed = two.pack(target)
    assert 0 < changed.written < changed.kept + changed.written
    assert changed.removed > 0
    two.pack(tmp_path / "新盘")
    assert tree(target) == tree(tmp_path / "新盘")
    bagit.Bag(str(target)).validate(processes=1)


def test_a_file_that_went_bad_since_is_written_anew(released: Released, tmp_path: Path) -> None:
    target = tmp_path / "盘"
    released.pack(target)
    bad = target / "data/index.html"
    bad.write_bytes(b"?" * bad.stat().st_size)
    os.utime(bad, (1, 1))
    assert released.pack(target).written == 1
    assert verify.check(target).holds


@pytest.mark.parametrize("name", ["照片.jpg", "data/files/多余.exe", "其他/私人.docx"])
def test_what_is_not_ours_is_neither_touched_nor_packed_with(
    released: Released, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "盘"
    released.pack(target)
    before = tree(target)
    (target / name).write_bytes(b"x")
    made = released.pack(target)
    assert made.packed is None
    assert [(f.code, f.subject) for f in made.findings] == [("JZ910", name)]
    assert tree(target) == {**before, name: b"x"}


def test_a_copy_of_a_site_made_by_hand_is_not_taken_for_ours(released: Released, tmp_path: Path) -> None:
    shutil.copytree(released.site, tmp_path / "盘" / "data")
    before = tree(tmp_path)
    assert {f.code for f in released.pack(tmp_path / "盘").findings} == {"JZ910"}
    assert tree(tmp_path) == before


def test_links_go_nowhere(released: Released, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(released.site, site)
    (site / "link.html").symlink_to(site / "index.html")
    linked = Released(released.root, released.prepared, site)
    assert [f.code for f in linked.pack(tmp_path / "盘").findings] == ["JZ909"]
    (site / "link.html").unlink()
    (tmp_path / "盘").mkdir()
    (tmp_path / "盘" / "data").symlink_to(tmp_path)
    assert [f.code for f in linked.pack(tmp_path / "盘").findings] == ["JZ910"]


def test_nothing_is_written_where_there_is_no_room(
    released: Released, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**6, 0, 10**6))
    made = released.pack(tmp_path / "盘")
    assert [f.code for f in made.findings] == ["JZ911"]
    assert not (tmp_path / "盘").exists()


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ({"data/a.mp4": 4 * 2**30 - 1}, None),
        ({"data/a.mp4": 4 * 2**30}, "JZ904"),
        ({"data/" + "a/" * 90 + "b.html": 1}, "JZ905"),
        ({"data/" + "甲" * 81: 1}, "JZ905"),
        ({"data/CON.html": 1}, "JZ906"),
        ({"data/a?.html": 1}, "JZ906"),
        ({"data/100%.html": 1}, "JZ906"),
        ({"data/a.": 1}, "JZ906"),
        ({"data/e\u0301.html": 1}, "JZ906"),
        ({"data/A.html": 1, "data/a.html": 1}, "JZ907"),
        ({"data/Ⅰ.html": 1, "data/ⅰ.html": 1}, "JZ907"),
        ({"data/Ａ/x": 1, "data/A/y": 1}, "JZ907"),
        ({f"data/evidence/{n:012x}.html": 1 for n in range(21844)}, None),
        ({f"data/evidence/{n:012x}.html": 1 for n in range(21846)}, "JZ908"),
    ],
)
def test_what_no_stick_could_bear(sizes: dict[str, int], code: str | None) -> None:
    assert {finding.code for finding in faults(sizes, Carrier())} == ({code} if code else set())


def test_a_carrier_that_reads_back_something_else_is_given_up(
    released: Released, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "digests_of", lambda *_: ("0" * 64, ""))
    with pytest.raises(PublishError, match="reads back"):
        released.pack(tmp_path / "盘")
    monkeypatch.undo()
    assert not verify.check(tmp_path / "盘").holds


class _PulledError(BaseException):
    """The moment at which everything stops."""


def _moments() -> list[int]:
    return sorted(random.Random(7).sample(range(1, 60), 10))


@pytest.mark.parametrize("moment", _moments())
def test_pulled_out_at_any_moment_no_half_is_taken_for_a_whole(
    released: Released, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """Nothing after that moment happens, as when the process is killed; then the same command finishes."""
    target = tmp_path / "盘"
    left = [moment]
    sync = os.fsync

    def pulled(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise _PulledError
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", pulled)
    with pytest.raises(_PulledError):
        released.pack(target)
    monkeypatch.undo()
    assert not verify.check(target).holds
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(target)).validate(processes=1)
    made = released.pack(target)
    assert made.packed
    assert made.kept >= moment // 2
    assert verify.check(target).holds
    bagit.Bag(str(target)).validate(processes=1)


def test_a_stick_that_goes_away_is_a_message_that_says_what_to_do(
    released: Released, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", gone)
    with pytest.raises(PublishError, match="plug it in"):
        released.pack(tmp_path / "盘")


def _noise(seed: int) -> bytes:
    """A picture of three megabytes that nothing makes smaller."""
    out = io.BytesIO()
    Image.frombytes("RGB", (1000, 1000), random.Random(seed).randbytes(3_000_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="kills by a signal")
def test_killed_at_ten_random_moments_nothing_verifies_that_is_not_complete(tmp_path: Path) -> None:
    made = built(tmp_path, {f"A-1/{n}.png": _noise(n) for n in range(6)})
    assert len(made.prepared.files) == 6
    kept = tmp_path / "prepared.pickle"
    kept.write_bytes(pickle.dumps(made.prepared))
    command = [sys.executable, "-m", "tests.pack.packing", str(kept), str(made.site)]
    whole, target = tmp_path / "whole", tmp_path / "盘"

    def run(folder: Path, seconds: float | None) -> float:
        with subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE, cwd=ROOT) as running:
            assert running.stdout
            running.stdout.readline()
            begun = time.monotonic()
            try:
                running.wait(seconds)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
            return time.monotonic() - begun

    took = run(whole, None)
    complete = tree(whole)
    assert verify.check(whole).holds
    chance = random.Random(20261215)
    for round_number in range(10):
        run(target, chance.uniform(0, took))
        if target.exists() and verify.check(target).holds:
            assert tree(target) == complete
        if round_number % 3 == 2:
            shutil.rmtree(target, ignore_errors=True)
    run(target, None)
    assert tree(target) == complete
