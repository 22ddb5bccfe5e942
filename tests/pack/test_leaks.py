"""Nothing that is withheld is on the stick, in no file of the payload nor beside it."""

from pathlib import Path

from juanzong.cache import Cache
from juanzong.pack import pack
from juanzong.pipeline import prepare
from juanzong.publish import publish
from tests.archives import request_for
from tests.leaks import contents, leaks
from tests.test_canaries import AUTHOR, INTERNAL, OPEN, SECRET, UNSURE, archive

__all__ = ["archive"]


def test_the_stick_has_no_trace_of_what_is_withheld(archive: Path, tmp_path: Path) -> None:
    request = request_for(archive, "inspection")
    prepared, _ = prepare(request)
    publish(prepared, tmp_path / "site")
    target = tmp_path / "stick"
    with Cache.open(request.cache) as cache:
        assert pack(prepared, tmp_path / "site", target, cache, request.progress, draft=True).packed
    hidden = (SECRET, INTERNAL, UNSURE, AUTHOR)
    assert leaks(target / "data", hidden) == {}
    beside = [path for path in target.rglob("*") if path.is_file() and target / "data" not in path.parents]
    texts = [text for path in beside for text in contents(path.read_bytes())]
    assert [name for name in hidden if any(name in text for text in texts)] == []
    assert any(OPEN in text for text in texts), "else the look above proves nothing"
