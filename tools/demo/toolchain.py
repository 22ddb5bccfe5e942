"""Which versions decide the bytes of the demo's files, and which ones made the committed ones."""

import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import yaml

RECORD = Path(__file__).parent / "toolchain.yml"
PACKAGES = ("pillow", "pypdfium2", "python-docx", "reportlab", "xlsxwriter")


def present() -> dict[str, str]:
    """The versions here: libraries that write or draw, and the compressor behind them."""
    found = {name: version(name) for name in PACKAGES}
    return {**found, "platform": sys.platform, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def recorded() -> dict[str, str]:
    """The versions that made the files in the repository."""
    found: dict[str, str] = yaml.safe_load(RECORD.read_text(encoding="utf-8"))
    return found


def record() -> None:
    """Write the versions here into the record."""
    head = "# Made by tools/make_demo.py: other versions may give other bytes for the same content.\n"
    RECORD.write_text(head + yaml.safe_dump(present()), encoding="utf-8", newline="\n")
