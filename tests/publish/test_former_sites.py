"""Sites of former rounds stay reachable, each in the site of its own profile only."""

import json
from pathlib import Path

import pytest

from juanzong.load import load
from juanzong.pipeline import build_site
from tests.archives import NOTICE, make_archive, request_for
from tests.leaks import leaks


def put_by(root: Path, profile: str, folder: str = "2023", told: str = "", place: str = "") -> Path:
    """A former site of a profile, put by in the archive."""
    site = root / "former" / folder / (place or profile)
    site.mkdir(parents=True)
    catalogue = {"profile": profile, "edition": "2023", "built_for": f"{folder}-12-01"}
    (site / "catalogue.json").write_text(told or json.dumps(catalogue), encoding="utf-8")
    (site / "index.html").write_text(f"FORMER{profile}", encoding="utf-8")
    (site / "files").mkdir()
    (site / "files/a.pdf").write_bytes(b"%PDF old")
    return site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path, {"A-1/通知.txt": NOTICE})


def test_a_site_holds_the_former_ones_of_its_profile_only(root: Path, tmp_path: Path) -> None:
    put_by(root, "inspection")
    put_by(root, "working")
    build_site(request_for(root), tmp_path / "site")
    assert (tmp_path / "site/former/2023/files/a.pdf").read_bytes() == b"%PDF old"
    assert 'href="former/2023/index.html"' in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert leaks(tmp_path / "site", ("FORMERworking",)) == {}


def test_a_site_of_the_office_is_not_taken_for_one_of_the_inspectors(root: Path) -> None:
    put_by(root, "working", place="inspection")
    config, found = load(root)
    assert config
    assert config.former_sites == ()
    assert [(f.code, f.subject) for f in found if f.code.startswith("JZ18")] == [
        ("JZ189", "former/2023/inspection")
    ]


@pytest.mark.parametrize("told", ["", "[]", "{", '{"profile": "inspection"}'])
def test_what_is_no_site_is_told(root: Path, told: str) -> None:
    site = put_by(root, "inspection", told=told or "x")
    if not told:
        (site / "catalogue.json").unlink()
    config, found = load(root)
    assert config
    assert config.former_sites == ()
    assert "JZ188" in {f.code for f in found}


def test_the_latest_round_comes_first(root: Path) -> None:
    for year in ("2018", "2023", "2020"):
        put_by(root, "inspection", folder=year)
    config, _ = load(root)
    assert config
    assert [site.id for site in config.former_sites] == ["2023", "2020", "2018"]
