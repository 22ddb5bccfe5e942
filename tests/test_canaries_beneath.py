"""Nothing personal leaves beneath the pages of a published file, wherever in it that stands."""

from pathlib import Path

import pytest

from juanzong.pipeline import build_site
from tests.archives import make_archive, request_for
from tests.extract.test_beneath import PLACES
from tests.leaks import leaks

BENEATH = "110101199003071233"
"""The number that `tests.extract.test_beneath` puts where no page shows it."""


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_nothing_personal_leaves_beneath_the_pages_of_a_file(tmp_path: Path, profile: str) -> None:
    root = make_archive(tmp_path, {f"A-1/{name}": content for name, content in PLACES.items()})
    build_site(request_for(root, profile), tmp_path / "site", desk=False)
    assert leaks(tmp_path / "site", [BENEATH, BENEATH[6:14]]) == {}
    texts = [page.read_text(encoding="utf-8") for page in (tmp_path / "site" / "evidence").glob("*.html")]
    assert sum("正文" in text or "关于垃圾分类的情况说明" in text for text in texts) >= len(PLACES) - 4


def test_the_same_look_finds_what_is_beneath_where_policy_allows(tmp_path: Path) -> None:
    """Except in pictures, which are cleaned, and coded parts of mails."""
    allowed = {kind: {"action": "allow"} for kind in ("resident_id", "mobile", "bank_card", "birth_date")}
    root = make_archive(
        tmp_path,
        {f"A-1/{name}": content for name, content in PLACES.items()},
        archive={"policies": {"personal": allowed}},
    )
    build_site(request_for(root, "working"), tmp_path / "site", desk=False)
    found = leaks(tmp_path / "site", [BENEATH]).get(BENEATH, set())
    assert len([path for path in found if path.startswith("files/")]) >= len(PLACES) - 1
