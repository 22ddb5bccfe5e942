"""Sites built from the small city, without the pipeline and without files."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from juanzong.lang import Lang
from juanzong.load.models import Part
from juanzong.model import PublishedFile
from juanzong.publish import files
from tests.site.factory import INSPECTION, WORKING, make_prepared

ROOT = Path(__file__).parents[2]
Build = Callable[..., dict[str, str]]


def _write(_root: Path, _one: object, file: PublishedFile, folder: Path) -> None:
    (folder / file.name).write_bytes(b"evidence")


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a site of the given parts; its text files by path, other files as empty texts."""

    def made(
        parts: Iterable[Part] = INSPECTION, *, suggestions: bool = False, language: str = "zh"
    ) -> dict[str, str]:
        site = tmp_path_factory.mktemp("site")
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site))
        config.extra["juanzong"] = make_prepared(parts, suggestions=suggestions, lang=Lang(language))
        config.theme["language"] = language
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "write", _write)
            build(config)
        texts = (".html", ".css", ".js", ".json", ".svg")
        return {
            path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
            if path.suffix in texts
            else ""
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }

    return made


@pytest.fixture(scope="session")
def inspection(build_site: Build) -> dict[str, str]:
    """The site as inspectors get it."""
    return build_site(INSPECTION)


@pytest.fixture(scope="session")
def working(build_site: Build) -> dict[str, str]:
    """The site as the office sees it."""
    return build_site(WORKING)
