"""The whole flow on small archives: nothing lost, nothing leaked, the same every time."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import yaml

from juanzong.pipeline import ConfigurationError, build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for

ROOT = Path(__file__).parents[1]


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("readme.txt", "不是文档")
    return out.getvalue()


BAD: dict[str, str | bytes] = {
    "A-1/坏.pdf": b"%PDF-1.7\n1 0 obj <</Type/Catalog",
    "A-1/空.docx": b"",
    "A-1/" + "很" * 82 + ".txt": REPORT,
    "A-1/压缩包.docx": _zip(),
    "A-1/说明.txt": REPORT + "二",
    "A-1/说明.txt.yml": "title: 说明\n  date: [乱",
}
GOOD: dict[str, str | bytes] = {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT}


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def _catalogue(site: Path) -> dict[str, list[dict[str, str]]]:
    made: dict[str, list[dict[str, str]]] = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))
    return made


def test_bad_files_cost_themselves_only(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {**GOOD, **BAD})
    site = tmp_path / "site"
    made = build_site(request_for(root, "working"), site)
    names = {row["name"] for row in _catalogue(site)["evidence"]}
    assert names == {Path(p).name for p in (*GOOD, *BAD) if not p.endswith(".yml")}
    for path in BAD:
        mine = [f for f in made.findings if f.subject in (f"evidence/{path}", f"evidence/{path}.yml")]
        assert mine, path
        assert all(f.message() and f.fix() for f in mine)
    assert not [f for f in made.findings if f.blocks and f.subject.removeprefix("evidence/") in GOOD]
    (dossier,) = [i for i in _catalogue(site)["indicators"] if i["code"] == "A-1"]
    states = json.dumps(dossier["slots"])
    assert '"state": "usable"' in states


def test_two_builds_are_byte_identical_and_the_second_reads_nothing(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {**GOOD, "inbox/未归类.txt": "全民阅读活动"})
    first = build_site(request_for(root), tmp_path / "one")
    again = build_site(request_for(root), tmp_path / "two")
    assert _tree(tmp_path / "one") == _tree(tmp_path / "two")
    assert (first.reused, again.reused) == (0, again.items)


def test_a_fresh_copy_elsewhere_gives_the_same_site(tmp_path: Path) -> None:
    for place in ("甲", "乙 #2"):
        build_site(request_for(make_archive(tmp_path / place, GOOD)), tmp_path / place / "site")
    assert _tree(tmp_path / "甲" / "site") == _tree(tmp_path / "乙 #2" / "site")


CANARIES: dict[str, str | bytes] = {
    "inbox/未归类CANARY.txt": "全民阅读 CANARYINBOX",
    "A-1/涉密CANARY.txt": "秘密★1年\n通知\nCANARYSECRET",
    "A-1/内部CANARY.txt": "内部资料 注意保存\nCANARYINTERNAL",
    "A-1/坏CANARY.pdf": b"%PDF-1.7 CANARYBROKEN",
    "A-1/涉密二.txt": "正文 CANARYNAMED",
    "A-1/涉密二.txt.yml": "title: 机密★方案\nnote: CANARYNOTE",
}


def test_inspectors_get_no_trace_of_what_is_withheld(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {**GOOD, **CANARIES})
    build_site(request_for(root), tmp_path / "site")
    traces = [
        name
        for name, content in _tree(tmp_path / "site").items()
        if b"CANARY" in content or "CANARY" in name or "测试说明".encode() in content
    ]
    assert traces == []


def test_even_the_working_site_has_no_trace_of_secrets(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {**GOOD, **CANARIES})
    build_site(request_for(root, "working"), tmp_path / "site")
    tree = _tree(tmp_path / "site")
    for canary in ("CANARYSECRET", "涉密CANARY", "涉密二", "CANARYNAMED", "CANARYNOTE", "机密★"):
        assert not [name for name, content in tree.items() if canary.encode() in content], canary
    assert [name for name, content in tree.items() if b"CANARYINBOX" in content]


def test_strict_keeps_the_old_site_while_findings_block(tmp_path: Path) -> None:
    root = make_archive(tmp_path, GOOD)
    build_site(request_for(root), tmp_path / "site", strict=True)
    before = _tree(tmp_path / "site")
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    build_site(request_for(root), tmp_path / "site", strict=True)
    assert _tree(tmp_path / "site") == before


def test_broken_configuration_tells_everything_at_once(tmp_path: Path) -> None:
    root = make_archive(tmp_path, GOOD)
    edition = yaml.safe_load((root / "editions/t1.yml").read_text(encoding="utf-8"))
    edition["indicators"][0]["children"][0]["slots"][0]["kind"] = "没有的类别"
    edition["total"] = "很多"
    (root / "editions/t1.yml").write_text(yaml.safe_dump(edition, allow_unicode=True), encoding="utf-8")
    (root / "organisation.yml").write_text("groups: 1\nunits: []\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as told:
        build_site(request_for(root), tmp_path / "site")
    assert {f.subject for f in told.value.findings} >= {"editions/t1.yml", "organisation.yml"}
    assert all(f.line for f in told.value.findings if f.blocks)
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
@pytest.mark.parametrize("seconds", [0.4, 1.2, 2.0])
def test_a_killed_build_leaves_the_old_site(tmp_path: Path, seconds: float) -> None:
    root = make_archive(tmp_path, GOOD)
    site = tmp_path / "site"
    build_site(request_for(root), site)
    before = _tree(site)
    (root / "evidence/A-1/新.txt").write_text("新的材料", encoding="utf-8")
    command = [sys.executable, "-m", "juanzong", "build", "--archive", str(root), "--site", str(site)]
    started = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    after = _tree(site) if site.exists() else _tree(tmp_path / "site.former")
    finished = any("新的材料".encode() in content for content in after.values())
    assert finished or after == before
    build_site(request_for(root), site)
    assert any("新的材料".encode() in content for content in _tree(site).values())
