"""The site on the loopback interface, rebuilt by MkDocs when the archive changes."""

import os
from pathlib import Path

from mkdocs.commands.serve import serve as mkdocs_serve

from juanzong.lang import Lang
from juanzong.publish import PROJECT


def serve(archive: Path, profile: str, today: str, lang: Lang, port: int) -> None:
    """Serve until interrupted; the hook prepares the site anew at every change."""
    os.environ["JUANZONG_ARCHIVE"] = str(archive)
    os.environ["JUANZONG_PROFILE"] = profile
    os.environ["JUANZONG_LANG"] = lang.value
    if today:
        os.environ["JUANZONG_TODAY"] = today
    mkdocs_serve(
        str(PROJECT / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}", livereload=True, watch=[str(archive)]
    )
