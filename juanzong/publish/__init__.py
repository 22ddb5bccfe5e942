"""Publish: MkDocs makes the pages, aside, and the finished site takes the place of the old one."""

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from juanzong.model import Prepared
from juanzong.publish.errors import PublishError
from juanzong.publish.swap import built_aside

PROJECT = Path(__file__).resolve().parents[2]
"""The folder of `mkdocs.yml` and `docs/`."""


def publish(prepared: Prepared, site: Path) -> None:
    """Build the site and swap it in.

    Raises:
        PublishError: the site cannot be built or written; the old one is untouched.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with built_aside(site) as building:
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(building))
        config.extra["juanzong"] = prepared
        config.theme["language"] = prepared.publication.lang.value
        try:
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise PublishError(f"MkDocs 没有生成网站：{error}", f"MkDocs did not build: {error}") from error
