"""Every package that we run on is listed with the licence it states, and the lock holds what we ask for."""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def pins(lock: str) -> dict[str, str]:
    """The versions that a lock file names, by package."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))


def listed() -> dict[str, str]:
    """The rows of docs/licences.md."""
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \|", text, flags=re.MULTILINE))


def test_what_is_listed_is_what_is_installed_to_run() -> None:
    assert list(listed()) == sorted(pins("requirements.lock"))


@pytest.mark.parametrize(("package", "licence"), listed().items())
def test_a_listed_licence_is_the_one_that_the_package_states(package: str, licence: str) -> None:
    stated = metadata(package)
    fields = ("License-Expression", "License", "Classifier")
    text = " ".join(str(value) for field in fields for value in stated.get_all(field, []))
    for name in re.split(r" OR | AND ", licence):
        assert re.search(name.split("-")[0], text), f"{package} states: {text[:200]}"
    assert "GPL" not in licence


def test_locks_satisfy_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = pins("requirements.lock")
    testing = pins("requirements-ocr.lock") | pins("requirements-test.lock")
    extras = [wanted for extra in project["optional-dependencies"].values() for wanted in extra]
    for wanted, locked in ((project["dependencies"], running), (extras, running | testing)):
        for requirement in map(Requirement, wanted):
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not locked: python tools/lock.py"
            assert requirement.specifier.contains(version), f"{requirement} but locked {version}"
