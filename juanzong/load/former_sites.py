"""Sites of former rounds that were put by: `former/<id>/<profile>/`, each a whole site with its catalogue."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

# As a module: juanzong.model builds on the models of load, and whichever comes first imports the other.
from juanzong import model
from juanzong.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "former"
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?")


def load_former_sites(root: Path, found: list[Finding]) -> tuple[model.FormerSite, ...]:
    """The former sites, the latest first; what is none, or is of another profile, is told and left."""
    sites = [site for folder in _folders(root / FOLDER) for site in _sites(folder, found)]
    return tuple(sorted(sites, key=lambda site: (site.built_for, site.id), reverse=True))


def _folders(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.is_dir()) if path.is_dir() else []


def _sites(folder: Path, found: list[Finding]) -> Iterator[model.FormerSite]:
    for place in _folders(folder):
        subject = f"{FOLDER}/{folder.name}/{place.name}"
        told = _catalogue(place / "catalogue.json")
        if told is None or not _CODE.fullmatch(folder.name):
            found.append(finding("JZ188", subject))
        elif told["profile"] != place.name:
            found.append(finding("JZ189", subject, profile=told["profile"], folder=place.name))
        else:
            yield model.FormerSite(folder.name, place.name, told["edition"], told["built_for"], subject)


def _catalogue(path: Path) -> dict[str, str] | None:
    """What the catalogue of a site says of it; None where there is none."""
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(told[name]) for name in ("profile", "edition", "built_for")}
    except (OSError, ValueError, KeyError, TypeError):
        return None
