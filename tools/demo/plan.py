"""Which file is made how, and the writing of all of them."""

from pathlib import Path

import yaml

from tools.demo import fonts, office, official, scans, sheets
from tools.demo.model import Document, documents
from tools.demo.pictures import jpeg, png

SCHEMA = "docs/schema/sidecar.json"


def make(document: Document) -> bytes:
    """The bytes of one document.

    Raises:
        ValueError: its text holds a character that the fonts lack, or its format is not made here.
    """
    if document.suffix not in MAKERS:
        raise ValueError(f"{document.path}: no file of this kind is made here")
    return MAKERS[document.suffix](document)


def pdf(document: Document) -> bytes:
    """The document as PDF, scanned if it says so.

    Raises:
        ValueError: its text holds a character that the fonts lack.
    """
    if lacking := fonts.unknown(document.everything) & fonts.unknown(document.everything, "hei"):
        raise ValueError(f"{document.path}: {''.join(sorted(lacking))}")
    printed = official.pdf(document)
    return printed if document.scan is None else scans.scan(printed, document.scan)


def plain(document: Document) -> bytes:
    """The document as plain text; Windows line ends where the encoding is not UTF-8."""
    mark = "# " if document.suffix == "md" else ""
    parts = [document.number, mark + document.title, document.to, document.text.strip()]
    text = "\n\n".join(p for p in [*parts, f"{document.signed}\n{document.date}".strip()] if p) + "\n"
    newline = "\n" if document.encoding == "utf-8" else "\r\n"
    return text.replace("\n", newline).encode(document.encoding)


MAKERS = {
    "pdf": pdf,
    "docx": office.docx,
    "xlsx": sheets.xlsx,
    "csv": sheets.table,
    "txt": plain,
    "md": plain,
    "jpg": jpeg,
    "png": png,
}


def sidecar(path: str, content: dict[str, object]) -> bytes:
    """The sidecar of the file at `path` (below `evidence/`), with the reference to its schema."""
    up = "../" * (path.count("/") + 2)
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    return f"# yaml-language-server: $schema={up}{SCHEMA}\n{body}".encode()


def labels(all_documents: tuple[Document, ...]) -> bytes:
    """The clauses that the inbox files belong to, for the benchmark."""
    rows = {f"evidence/{d.path}": d.truth for d in all_documents if d.truth}
    head = "# Made by tools/make_demo.py: inbox file -> the clause it proves, as its writer meant it.\n"
    return (head + yaml.safe_dump(rows, allow_unicode=True, sort_keys=True, width=200)).encode()


def write(evidence: Path, labels_path: Path) -> int:
    """Write everything below `evidence`, and the labels; give the number of evidence files.

    Raises:
        ValueError: a document cannot be made; see `make`.
    """
    fonts.register()
    wanted = documents()
    count = 0
    for document in wanted:
        data = make(document)
        for path in (document.path, *document.also):
            _put(evidence / path, data)
            count += 1
        if document.sidecar:
            _put(evidence / f"{document.path}.yml", sidecar(document.path, document.sidecar))
    _put(labels_path, labels(wanted))
    return count


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
