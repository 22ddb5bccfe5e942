"""A build over broken and hostile files: that it ends, within its limits, and says what became of each.

    python -m bench.hostile FOLDER [--work DIR]

The folder is copied into the inbox of a small archive, which is built for the working profile in a process
of its own, without OCR. Such files stand in the sources of programs that read documents: on Debian, `apt-get
source qpdf libpdfbox2-java libapache-poi-java pdf.js exiv2 libreoffice` gives some eight thousand.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import yaml

from juanzong.identify import identify

ROOT = Path(__file__).resolve().parents[1]
LEAST = 8
"""Visible characters that make a text."""

SECONDS_BETWEEN_LOOKS = 0.04
READINGS = ("read", "unread", "broken", "unsupported")


@dataclass(slots=True)
class Watched:
    """What was seen of a build: its exit code, its wall and processor seconds, and the most memory in MiB."""

    code: int = 0
    wall: float = 0
    cpu: float = 0
    parent_mb: float = 0
    worker_mb: float = 0
    workers: set[int] = field(default_factory=set)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="the files, in folders or not")
    parser.add_argument("--work", type=Path, help="where to work, and leave what was made")
    arguments = parser.parse_args()
    if arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
        print(run(arguments.folder, arguments.work))
    else:
        with tempfile.TemporaryDirectory() as work:
            print(run(arguments.folder, Path(work)))


def run(folder: Path, work: Path) -> str:
    files = archive(folder, work / "archive")
    report = work / "report.json"
    seen = build(work, report)
    site = work / "site" / "catalogue.json"
    rows = json.loads(site.read_text(encoding="utf-8")) if site.exists() else {"evidence": [], "withheld": []}
    return "\n".join((*verdict(files, rows, seen), "", *table(files, rows), "", *findings(work)))


def archive(folder: Path, root: Path) -> dict[str, Path]:
    """An archive with every file of a folder in its inbox; the files by their names there."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(ROOT / "archive" / "editions", root / "editions")
    shutil.copy(ROOT / "archive" / "organisation.yml", root)
    said = yaml.safe_load((ROOT / "archive" / "archive.yml").read_text(encoding="utf-8"))
    said["limits"] = {"ocr_seconds": 0}
    (root / "archive.yml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    inbox = root / "evidence" / "inbox"
    inbox.mkdir(parents=True)
    held: dict[str, Path] = {}
    for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
        name = f"{number:05}-{path.name[-40:]}"
        if not path.name.endswith((".yml", ".yaml")):
            held[name] = shutil.copy(path, inbox / name)
    return held


def build(work: Path, report: Path) -> Watched:
    command = [sys.executable, str(ROOT / "build_archive.py"), "build", "--json", "--no-desk"]
    command += ["--profile", "working", "--archive", str(work / "archive"), "--site", str(work / "site")]
    begun = time.monotonic()
    seen = Watched()
    with report.open("wb") as out, subprocess.Popen(command, stdout=out, cwd=work) as process:
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            watch(parent, seen)
            time.sleep(SECONDS_BETWEEN_LOOKS)
    seen.code, seen.wall = process.returncode, time.monotonic() - begun
    return seen


def watch(parent: psutil.Process, seen: Watched) -> None:
    try:
        seen.parent_mb = max(seen.parent_mb, parent.memory_info().rss / 2**20)
        seen.cpu = max(seen.cpu, sum(parent.cpu_times()[:4]))
        for child in parent.children():
            seen.workers.add(child.pid)
            seen.worker_mb = max(seen.worker_mb, child.memory_info().rss / 2**20)
    except psutil.Error:
        pass


def verdict(files: Mapping[str, Path], rows: Mapping[str, Any], seen: Watched) -> list[str]:
    listed = {row["id"] for row in (*rows["evidence"], *rows["withheld"])}
    known = {sha256_id(path) for path in files.values()}
    readable, given = pdf_text(files, rows)
    share = 100 * given / readable if readable else 100
    return [
        f"files {len(files)}, different {len(known)}, in the catalogue with a status {len(known & listed)}",
        f"build: exit {seen.code}, {seen.wall:.0f} s wall, {seen.cpu:.0f} s CPU",
        f"the build itself at most {seen.parent_mb:.0f} MiB",
        f"workers: {len(seen.workers)} started, none above {seen.worker_mb:.0f} MiB (limit 2048)",
        f"PDFs from which pdftotext reads text: {readable}; we read text from {given} of them, {share:.1f} %",
    ]


def sha256_id(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def pdf_text(files: Mapping[str, Path], rows: Mapping[str, Any]) -> tuple[int, int]:
    """PDFs of which pdftotext reads text, where it is installed, and of how many of them we do."""
    if shutil.which("pdftotext") is None:
        return 0, 0
    chars = {row["id"]: row["chars"] for row in rows["evidence"]}
    chars |= {row["id"]: row["chars"] for row in rows["withheld"]}
    readable = given = 0
    for path in files.values():
        if identify(path).extension == "pdf" and len("".join(pdftotext(path).split())) >= LEAST:
            readable += 1
            given += chars.get(sha256_id(path), 0) > 0
            if not chars.get(sha256_id(path), 0):
                print("no text:", path.name, file=sys.stderr)
    return readable, given


def pdftotext(path: Path) -> str:
    command = ["pdftotext", "-q", str(path), "-"]
    try:
        made = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return made.stdout.decode("utf-8", "replace") if made.returncode == 0 else ""


def table(files: Mapping[str, Path], rows: Mapping[str, Any]) -> list[str]:
    """How reading ended, by what the files are."""
    ends = {row["id"]: row["reading"] for row in (*rows["evidence"], *rows["withheld"])}
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in {sha256_id(path): path for path in files.values()}.values():
        by_kind[identify(path).extension][ends.get(sha256_id(path), "missing")] += 1
    heads = (*READINGS, "missing")
    lines = ["| format | files | " + " | ".join(heads) + " |", "|---" * (len(heads) + 2) + "|"]
    for kind, counts in sorted(by_kind.items(), key=lambda one: -sum(one[1].values())):
        cells = " | ".join(str(counts[head] or "–") for head in heads)
        lines.append(f"| {kind} | {sum(counts.values())} | {cells} |")
    return lines


def findings(work: Path) -> Sequence[str]:
    """How often each finding of reading was made."""
    said = json.loads((work / "report.json").read_text(encoding="utf-8") or "{}").get("findings", {})
    return [f"{code} {count}" for code, count in said.items() if code.startswith("JZ3")]


if __name__ == "__main__":
    main()
