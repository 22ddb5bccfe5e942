"""What several test folders share: the demo's sites, built once through the front door."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)  # a slow moment of a shared machine is no failure
settings.load_profile("shared")

ROOT = Path(__file__).parents[1]
FRONT_DOOR = ROOT / "build_archive.py"
TODAY = "2026-06-15"


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and what its build and its catalogue say."""

    folder: Path
    summary: dict[str, Any]
    catalogue: dict[str, Any]

    @property
    def pages(self) -> list[Path]:
        """Every HTML file."""
        return sorted(self.folder.rglob("*.html"))


def build(folder: Path, profile: str) -> Site:
    """Build the demo by the command that the README tells, as of a fixed day."""
    options = ("--archive", ROOT / "archive", "--profile", profile, "--site", folder, "--today", TODAY)
    done = subprocess.run(
        [sys.executable, FRONT_DOOR, "build", *options, "--json"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    catalogue = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
    return Site(folder, json.loads(done.stdout), catalogue)


@pytest.fixture(scope="session")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every difficulty that a path on a stick has."""
    folder = tmp_path_factory.mktemp("usb") / "创城 卷宗 #1 100%"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def site(carrier: Path) -> Site:
    """The demo as inspectors get it."""
    return build(carrier / "site", "inspection")


@pytest.fixture(scope="session")
def working_site(carrier: Path) -> Site:
    """The demo as the creation office sees it."""
    return build(carrier / "working", "working")
