"""Links to where a file of the archive is edited in the browser, by MkDocs' `repo_url` and `edit_uri`."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlencode, urljoin

from mkdocs.config.defaults import MkDocsConfig

_NEW = {"edit": "new", "_edit": "_new"}
"""How GitHub, GitLab and Gitee, and how Gitea call the page for a new file, by that for an old one."""


@dataclass(frozen=True, slots=True)
class Editing:
    """`base` is the address at which files of the archive are edited, ending with `/`; empty without one."""

    base: str = ""

    @classmethod
    def of(cls, config: MkDocsConfig, root: Path) -> Self:
        """The links for the archive at `root`, which must stand in the repository beside `docs/`."""
        if not (config.repo_url and config.edit_uri):
            return cls()
        way = Path(os.path.relpath(root, config.docs_dir)).as_posix()
        if way.startswith("../../"):
            return cls()
        return cls(urljoin(urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri), f"{quote(way)}/"))

    def existing(self, path: str) -> str:
        """Where a file is edited; `path` is below the archive."""
        return self.base and self.base + quote(path, errors="surrogateescape")

    def new(self, path: str, text: str) -> str:
        """Where a file of this content is made; empty where the repository's site has no such page."""
        parts = self.base.split("/")
        place = next((n for n, part in enumerate(parts) if part in _NEW), None)
        if place is None:
            return ""
        parts[place] = _NEW[parts[place]]
        folder, _, name = path.rpartition("/")
        asked = {"filename": name, "file_name": name, "value": text}
        return f"{'/'.join(parts)}{quote(folder)}?{urlencode(asked, errors='surrogateescape')}"


NOWHERE = Editing()
"""No repository is named: no links."""
