"""Hostile files cost themselves only: one build over all of them."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from juanzong.cache import Cache
from tests.archives import NOTICE, make_archive
from tests.extract import hostile

ROOT = Path(__file__).parents[2]
LIMITS = {"seconds": 3, "memory_mb": 256, "output_mb": 1}
INTERPRETER_MB = 150
"""Of memory that a child has before it opens a file, and a parent that was forked for it."""

CANARY = "CANARY_OF_THE_SECRET_FILE"
GOOD = "关于加强交通秩序整治的通知"
STOPPED = {"JZ302", "JZ303", "JZ304", "JZ305", "JZ306"}
"""Damaged, too slow, too large, too long, crashed: which of them, the machine decides."""

CODES: Mapping[str, set[str]] = {
    "流1GiB.pdf": STOPPED,
    "流两层.pdf": STOPPED,
    "表单翻倍.pdf": STOPPED,
    "十亿页.pdf": STOPPED,
    "自指.pdf": STOPPED,
    "展开半GiB.docx": {"JZ308"},
    "展开半GiB.xlsx": {"JZ308"},
    "谎报大小.docx": {"JZ302"},
    "远处一格.xlsx": {"JZ318"},
    "一万兆像素.png": {"JZ319"},
    "外部实体.docx": {"JZ325"},
    "外部实体.pptx": {"JZ325"},
    "外部实体.ofd": {"JZ325"},
    "参数实体.docx": {"JZ325"},
    "实体膨胀.docx": {"JZ302", "JZ325"},
    "实体膨胀.xlsx": {"JZ302", "JZ325"},
    "嵌套.docx": {"JZ302"},
    "嵌套.eml": STOPPED,
}
"""What must be said of a file that must not pass for read."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a build over hostile files left."""

    folder: Path
    names: frozenset[str]
    catalogue: dict[str, dict[str, Any]]
    findings: dict[str, set[str]]
    children_mb: float


_BUILD = """
import json, sys
from dataclasses import replace
from pathlib import Path
from juanzong.pipeline import build_site
from tests.archives import request_for
root = Path(sys.argv[1])
made = build_site(replace(request_for(root, "working"), workers=2), root.parent / "site")
most = 0
if sys.platform != "win32":
    import resource
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([[[f.subject, f.code] for f in made.findings], most]))
"""


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.txt"
    secret.write_text(CANARY, encoding="utf-8")
    files = {
        **hostile.pdfs(),
        **hostile.bombs(),
        **hostile.nests(),
        **hostile.entities(secret),
        **hostile.noise(),
        **hostile.truncated(),
        "好.txt": NOTICE.encode(),
    }
    root = make_archive(folder, {f"A-1/{name}": c for name, c in files.items()}, archive={"limits": LIMITS})
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, root],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        timeout=300,
    )
    told, most = json.loads(done.stdout)
    findings: dict[str, set[str]] = {}
    for subject, code in told:
        findings.setdefault(subject.rpartition("/")[2], set()).add(code)
    catalogue = json.loads((folder / "site/catalogue.json").read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in catalogue["evidence"]}
    megabytes = most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Aftermath(folder, frozenset(files), rows, findings, megabytes)


def test_every_file_is_in_the_catalogue_with_a_status(after: Aftermath) -> None:
    assert set(after.catalogue) == after.names
    assert {row["reading"] for row in after.catalogue.values()} == {"read", "unread", "broken", "unsupported"}


def test_whatever_was_not_read_says_why(after: Aftermath) -> None:
    unread = {name for name, row in after.catalogue.items() if row["reading"] != "read"}
    silent = {
        name for name in unread if not any(code.startswith("JZ3") for code in after.findings.get(name, ()))
    }
    assert silent == set()


@pytest.mark.parametrize("name", CODES)
def test_an_attack_is_stopped_and_named(after: Aftermath, name: str) -> None:
    assert after.catalogue[name]["reading"] == "broken"
    assert after.findings[name] & CODES[name], after.findings[name]


def test_good_files_beside_them_are_read(after: Aftermath) -> None:
    assert [after.catalogue[name]["title"] for name in ("好.txt", "前有空字节.pdf")] == [GOOD, GOOD]


def test_damaged_files_do_not_pass_for_whole(after: Aftermath) -> None:
    passed = {name for name in hostile.truncated() if after.catalogue[name]["reading"] == "read"}
    assert passed == set()


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say")
def test_no_child_took_more_memory_than_it_may(after: Aftermath) -> None:
    assert 0 < after.children_mb < LIMITS["memory_mb"] + INTERPRETER_MB


def test_no_file_of_this_machine_gets_into_the_archive(after: Aftermath) -> None:
    places = [path for path in (after.folder / "site").rglob("*") if path.is_file()]
    assert len(places) > len(after.names)
    assert [path for path in places if CANARY.encode() in path.read_bytes()] == []
    with Cache.open(after.folder / ".juanzong/cache.sqlite") as cache:
        keys = [key for namespace, key, _ in cache.entries() if namespace == "extract"]
        texts = [zlib.decompress(value) for value in cache.get_many("extract", keys).values()]
    assert len(texts) > len(after.names) // 2
    assert [text for text in texts if CANARY.encode() in text] == []
    assert CANARY in (after.folder / "secret.txt").read_text(encoding="utf-8")
