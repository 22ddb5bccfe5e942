"""An archive whose evidence lies beside it, and items of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from juanzong.identify import identify
from juanzong.load import load
from juanzong.load.models import Sidecar
from juanzong.model import Config, Item, Placement
from tests.archives import make_archive

Put = Callable[..., Item]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    found, wrong = load(make_archive(tmp_path, {}))
    assert found is not None, wrong
    return found


@pytest.fixture
def put(config: Config) -> Put:
    """Write a file into the inbox and give its item."""

    def write(name: str, content: bytes | str, sidecar: Sidecar | None = None) -> Item:
        held = content.encode() if isinstance(content, str) else content
        path = config.root / "evidence" / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
        digest = hashlib.sha256(held).hexdigest()
        place = Placement(f"evidence/inbox/{name}", None, sidecar=sidecar)
        return Item(digest[:12], digest, len(held), identify(path), (place,))

    return write
