"""All dossiers as one PDF, printed by a Chromium where there is one."""

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdf

from juanzong.publish.errors import PublishError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "microsoft-edge")
_ON_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_SECONDS = 600


def printed(site: Path) -> bytes:
    """The print view of all dossiers of a built site; without the day on which it was printed.

    Raises:
        PublishError: there is no Chromium, or it did not print.
    """
    program = _browser()
    if not program:
        raise PublishError(
            "没有找到 Chromium、Chrome 或 Edge，不能生成 PDF；去掉 --pdf，用浏览器打印",
            "there is no Chromium, Chrome or Edge to make the PDF with; leave out --pdf",
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "print.pdf"
        options = ["--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        options += [f"--user-data-dir={folder}", f"--print-to-pdf={file}"]
        options += ["--no-pdf-header-footer", "--print-to-pdf-no-header"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses to sandbox root
            options.append("--no-sandbox")
        command = [program, *options, (site / "print-all.html").resolve().as_uri()]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 (no shell)
            return _undated(file.read_bytes())
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PublishError(f"没有生成 PDF：{error}", f"no PDF was made: {error}") from error


def _browser() -> str:
    """The first browser that can print, or nothing."""
    found = [path for name in _NAMES if (path := shutil.which(name))]
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        base = os.environ.get(variable)
        found += [str(Path(base) / name) for name in _ON_WINDOWS if base and (Path(base) / name).exists()]
    return next(iter(found), "")


def _undated(content: bytes) -> bytes:
    """The same pages without what the program says of itself, of the time, and of folders of this machine.

    A browser makes links out of the page's that name the folder it was printed from.
    """
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        page.pop("/Annots", None)
        page.pop("/StructParents", None)
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
