"""Files of every format from data, and requests to read them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from juanzong.extract import readers
from juanzong.extract.request import Request
from juanzong.model import Extraction

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def asked(
    path: Path,
    extension: str | None = None,
    *,
    seconds: float = 60,
    memory_mb: int = 2048,
    output_mb: int = 8,
) -> Request:
    return Request(str(path), extension or path.suffix[1:], seconds, memory_mb, output_mb, 0.85)


def read(path: Path, extension: str | None = None, **bounds: int) -> Extraction:
    """Read in this process, as the child does."""
    return readers.read(asked(path, extension, **bounds))


def codes(extraction: Extraction) -> list[str]:
    return [code for code, _ in extraction.findings]


FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /CMAP /DescendantFonts ["
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0"
    " /FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)


def pdf(
    *pages: Sequence[str],
    info: Mapping[str, str] | None = None,
    catalogue: str = "",
    objects: Sequence[str] = (),
    cmap: str = "UniGB-UCS2-H",
    mark: str = "",
) -> bytes:
    """A PDF of lines of text in a font that is not embedded; `mark` is drawn on pages without lines.

    `objects` are numbered from 4 on, so that `catalogue` may name them.
    """
    first = 4 + len(objects)
    use = "/Resources << /Font << /F1 3 0 R >> >>"
    kids = [first + 2 * n for n in range(len(pages))]
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>",
        FONT.replace("CMAP", cmap),
        *objects,
    ]
    for number, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 12 Tf 50 {800 - 20 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for at, line in enumerate(lines)
        )
        drawn = drawn or mark
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {kids[number] + 1} 0 R {use} >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    if info:
        entries = " ".join(f"/{key} <feff{value.encode('utf-16-be').hex()}>" for key, value in info.items())
        bodies.append(f"<< {entries} >>")
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(made)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    about = f"/Info {len(bodies)} 0 R" if info else ""
    made += (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {about} >>\nstartxref\n{start}\n%%EOF\n"
    ).encode("latin-1")
    return bytes(made)


BOX = "0 0 200 200 re f"
"""A filled square: something that is printed and is no text."""


class _Unmarked(zipfile.ZipInfo):
    """An entry whose name is bytes of any encoding, without the mark for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (zipfile's name)
        return self.filename.encode("cp437"), self.flag_bits


def giant_png() -> bytes:
    """A PNG of 144 megapixels in a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 12000, 12000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(12000 * 1501))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(parts: Mapping[str, str | bytes], encoding: str = "") -> bytes:
    """A ZIP; `encoding` is that of names as Chinese Windows writes them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry: zipfile.ZipInfo | str = name
            if encoding:
                entry = _Unmarked(name.encode(encoding).decode("cp437"))
            archive.writestr(entry, content)
    return held.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """A DOCX; a keyword `word__header1` becomes the part `word/header1.xml`."""
    more = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": story("document", f"<w:body>{body}</w:body>"),
            **more,
        }
    )


def story(tag: str, body: str) -> str:
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {spaces}>{body}</w:{tag}>'


def p(text: str, properties: str = "") -> str:
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{held}<w:r><w:t>{text}</w:t></w:r></w:p>"
