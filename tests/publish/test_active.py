"""Evidence that could run a script in a browser is never handed out, shown or named so that it does."""

from pathlib import Path

import pytest

from juanzong.pipeline import build_site
from tests.archives import make_archive, request_for

SCRIPT = "<script>parent.document.title='RUN-7f3a'</script>"
PAGES = {
    "A-1/网页.html": f"<!doctype html><html><body><p>关于交通秩序的说明文字内容</p>{SCRIPT}</body></html>",
    "A-1/网页.xhtml": f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>另一说明{SCRIPT}</body></html>",
    "A-1/图.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}<text>图中文字</text></svg>",
    "A-1/名为文本.txt": f"<html><body>名为文本的网页说明文字{SCRIPT}</body></html>",
    "A-1/名为图片.jpg": f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>",
    "A-1/邮件.mht": (
        "MIME-Version: 1.0\nFrom: a@example.org\nReceived: x\nMessage-ID: <1>\nContent-Type: text/html\n\n"
        f"<html><body>邮件正文的说明文字{SCRIPT}</body></html>\n"
    ),
}


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_no_file_of_the_site_is_evidence_that_runs(tmp_path: Path, profile: str) -> None:
    policies = {"policies": {"unread_documents": "publish", "unread_pictures": "publish"}}
    site = tmp_path / "site"
    build_site(request_for(make_archive(tmp_path, PAGES, archive=policies), profile), site, desk=False)
    published = {path.suffix for path in (site / "files").iterdir()}
    assert published
    assert published <= {".txt", ".eml"}
    pages = [path for path in site.rglob("*.html") if "RUN-7f3a" in path.read_text(encoding="utf-8")]
    for path in pages:
        assert SCRIPT not in path.read_text(encoding="utf-8"), path
    shown = "".join(path.read_text(encoding="utf-8") for path in (site / "evidence").glob("*.html"))
    assert "关于交通秩序的说明文字内容" in shown
    assert not {"iframe", "embed"} & {tag for tag in ("iframe", "embed") if f"<{tag}" in shown}
