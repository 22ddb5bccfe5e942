"""A released archive in git, its built site, and bags of it."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from juanzong.cache import Cache
from juanzong.model import Prepared
from juanzong.pack import Delivery, pack
from juanzong.pack.sign import Key
from juanzong.pipeline import prepare
from juanzong.publish import publish
from tests.archives import NOTICE, REPORT, make_archive, request_for


def git(root: Path, *arguments: str) -> str:
    quiet = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    day = {"GIT_AUTHOR_DATE": "2026-05-01T08:00:00Z", "GIT_COMMITTER_DATE": "2026-05-01T08:00:00Z"}
    who = ["-c", "user.name=甲", "-c", "user.email=a@example.org"]
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=root, env={**quiet, **day}, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def release(root: Path) -> None:
    """Commit the evidence and the record that it was reviewed and released."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    step = {"by": "创建办主任", "date": "2026-05-20"}
    record = {"reviewed": [step], "released": {**step}, "commit": git(root, "rev-parse", "HEAD")}
    (root / "release.yml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "two")


@dataclass(frozen=True)
class Released:
    """An archive, what a build prepared of it, and the site."""

    root: Path
    prepared: Prepared
    site: Path

    def pack(self, target: Path, *, draft: bool = False, key: Key | None = None) -> Delivery:
        with Cache.open(self.root.parent / ".juanzong" / "cache.sqlite") as cache:
            return pack(self.prepared, self.site, target, cache, lambda *_: None, draft=draft, key=key)


def built(folder: Path, files: dict[str, str | bytes]) -> Released:
    root = make_archive(folder, files)
    release(root)
    prepared, _ = prepare(request_for(root))
    publish(prepared, folder / "site")
    return Released(root, prepared, folder / "site")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    files: dict[str, str | bytes] = {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT}
    return built(tmp_path_factory.mktemp("released"), files)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private SSH key; its public one stands beside it, and a list of signers."""
    path = tmp_path_factory.mktemp("key") / "id"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "office", "-f", str(path)]
    subprocess.run(command, check=True)
    public = path.with_suffix(".pub").read_text(encoding="utf-8")
    path.with_name("allowed_signers").write_text(f"office@example.org {public}", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bag(released: Released, key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed bag; whoever changes it copies it first."""
    target = tmp_path_factory.mktemp("bag") / "载体 #1 100%"
    made = released.pack(target, key=Key.open(key))
    assert made.findings == ()
    return target


Tree = Callable[[Path], dict[str, bytes]]


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
