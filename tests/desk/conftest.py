from collections.abc import Mapping
from pathlib import Path

import pytest

from juanzong.desk import Desk, Source, open_desk
from tests.archives import make_archive, request_for


def desk_of(folder: Path, evidence: Mapping[str, str | bytes] | None = None, **more: object) -> Desk:
    """A desk on a small archive below `folder`."""
    return open_desk(request_for(make_archive(folder, evidence or {}, **more)))  # type: ignore[arg-type]


def tree(root: Path) -> dict[str, bytes]:
    """Every file below the archive's evidence, by path."""
    base = root / "evidence"
    return {p.relative_to(base).as_posix(): p.read_bytes() for p in sorted(base.rglob("*")) if p.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of a clerk's own."""
    folder = tmp_path / "我的 文件"
    folder.mkdir()
    return folder


def source(folder: Path, name: str, content: str | bytes) -> Source:
    """A file in a clerk's folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(path)
