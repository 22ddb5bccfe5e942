from pathlib import Path

import pytest

from juanzong.publish.errors import PublishError
from juanzong.publish.swap import built_aside


def _site(folder: Path, text: str) -> None:
    (folder / "catalogue.json").write_text("{}", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")


def _build(site: Path, text: str) -> None:
    with built_aside(site) as building:
        _site(building, text)


def _names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    site = tmp_path / "网站 1"
    _build(site, "旧")
    (site / "多余.html").write_text("旧页", encoding="utf-8")
    _build(site, "新")
    assert (site / "index.html").read_text(encoding="utf-8") == "新"
    assert _names(site) == {"catalogue.json", "index.html"}
    assert _names(tmp_path) == {"网站 1"}


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_failed_or_interrupted_build_leaves_the_old_site(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    site = tmp_path / "site"
    _build(site, "旧")

    def half() -> None:
        with built_aside(site) as building:
            (building / "index.html").write_text("半成", encoding="utf-8")
            raise failure

    with pytest.raises(failure):
        half()
    assert (site / "index.html").read_text(encoding="utf-8") == "旧"
    assert _names(tmp_path) == {"site"}


def test_a_run_killed_between_the_renames_is_mended(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _build(site, "旧")
    site.rename(tmp_path / "site.former")
    (tmp_path / "site.building-4194999").mkdir()
    (tmp_path / "site.building-4194999" / "半成.html").write_text("x", encoding="utf-8")
    with pytest.raises(RuntimeError), built_aside(site):
        raise RuntimeError
    assert (site / "index.html").read_text(encoding="utf-8") == "旧"
    assert _names(tmp_path) == {"site"}


def test_foreign_files_are_not_overwritten(tmp_path: Path) -> None:
    site = tmp_path / "照片"
    site.mkdir()
    (site / "全家福.jpg").write_bytes(b"x")
    with pytest.raises(PublishError, match="did not make"), built_aside(site) as building:
        _site(building, "新")
    assert _names(site) == {"全家福.jpg"}


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    _build(tmp_path / "site", "新")
    assert (tmp_path / "site" / "index.html").exists()


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be written"):
        _build(tmp_path / "file" / "site", "新")
