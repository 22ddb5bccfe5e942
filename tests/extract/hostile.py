"""Hostile and broken files as data: each does harm to a reader without bounds, all are small on the disk."""

import io
import random
import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from tests.extract.making import FONT, W, docx, p, pdf, story, zipped
from tests.test_identify import ole_of

GIBIBYTE = 1 << 30
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# --- bombs ---------------------------------------------------------------------------------------------


class Deflated:
    """Bytes that are never there: a raw deflate stream, and length and checksums of what it unpacks to."""

    def __init__(self, *parts: tuple[bytes, int]) -> None:
        """Parts are repeated; each repetition is a block of its own that knows nothing of the one before."""
        self.size = self.crc = 0
        self.adler = 1
        raw: list[bytes] = []
        for part, times in parts:
            pressed = zlib.compressobj(9, zlib.DEFLATED, -15)
            raw.append((pressed.compress(part) + pressed.flush(zlib.Z_FULL_FLUSH)) * times)
            for _ in range(times):
                self.crc = zlib.crc32(part, self.crc)
                self.adler = zlib.adler32(part, self.adler)
            self.size += len(part) * times
        self.raw = b"".join(raw) + b"\x03\x00"

    @property
    def zlib(self) -> bytes:
        return b"\x78\x9c" + self.raw + struct.pack(">I", self.adler)


@cache
def zeros() -> Deflated:
    return Deflated((bytes(1 << 20), GIBIBYTE >> 20))


def packed(parts: Mapping[str, bytes | Deflated], *, claimed: int | None = None) -> bytes:
    """A zip; `claimed` is the size it states for bombs instead of the true one."""
    out, directory = io.BytesIO(), io.BytesIO()
    for name, content in parts.items():
        held = Deflated((content, 1)) if isinstance(content, bytes) else content
        size = held.size if claimed is None or isinstance(content, bytes) else claimed
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 8, 0, 0x21, held.crc, len(held.raw), size, len(name.encode()), 0
        )
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + common)
        directory.write(struct.pack("<HHHII", 0, 0, 0, 0, out.tell()) + name.encode())
        out.write(b"PK\x03\x04" + common + name.encode() + held.raw)
    start, entries = out.tell(), len(parts)
    out.write(directory.getvalue())
    out.write(
        b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, entries, entries, len(directory.getvalue()), start, 0)
    )
    return out.getvalue()


@cache
def _story() -> Deflated:
    head, tail = story("document", "<w:body>BODY</w:body>").encode().split(b"BODY")
    unit = p("文明城市").encode() * 10_000
    return Deflated((head, 1), (unit, GIBIBYTE // 2 // len(unit)), (tail, 1))


def docx_bomb(*, claimed: int | None = None) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": _story()}, claimed=claimed)


def xlsx_parts(sheet: str, strings: str = "") -> dict[str, bytes]:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{SPREADSHEET}"/>',
    }
    return {name: content.encode() for name, content in parts.items()}


def sheet(cells: str) -> str:
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{cells}</sheetData></worksheet>'


def xlsx_bomb() -> bytes:
    unit = b'<row><c t="inlineStr"><is><t>1</t></is></c></row>' * 10_000
    head, tail = sheet("CELLS").encode().split(b"CELLS")
    parts: dict[str, bytes | Deflated] = {**xlsx_parts("")}
    parts["xl/worksheets/sheet1.xml"] = Deflated((head, 1), (unit, GIBIBYTE // 2 // len(unit)), (tail, 1))
    return packed(parts)


def far_cell() -> bytes:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return zipped(xlsx_parts(sheet(cells)))


def png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def photograph(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, kind)
    return out.getvalue()


# --- PDF -----------------------------------------------------------------------------------------------


def page_pdf(*bodies: str | bytes, resources: str = "/Font << /F1 3 0 R >>") -> bytes:
    """One page; `bodies` are its content stream's object (4 0 R) and further ones (5 0 R …)."""
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        f" /Resources << {resources} >> >>"
    )
    rest = [b if isinstance(b, bytes) else b.encode("latin-1") for b in bodies]
    first = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 1 /Kids [{4 + len(rest)} 0 R] >>",
        FONT.replace("CMAP", "UniGB-UCS2-H"),
    ]
    return objects_pdf([*(f.encode("latin-1") for f in first), *rest, page.encode("latin-1")])


def objects_pdf(bodies: list[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(made)


def stream(content: bytes, *, filters: str = "", extra: str = "") -> bytes:
    named = f"/Filter [{filters}]" if filters else ""
    return f"<< /Length {len(content)} {named} {extra} >>\nstream\n".encode() + content + b"\nendstream"


def form_doubling() -> bytes:
    """Each of 26 forms draws the next one twice."""
    deep = 26
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
    forms = [
        stream(b"/N Do /N Do", extra=f"{form} << /XObject << /N {5 + n + 1} 0 R >> >>") for n in range(deep)
    ]
    last = stream(b"BT /F1 9 Tf <6587> Tj ET", extra=f"{form} << /Font << /F1 3 0 R >> >>")
    return page_pdf(stream(b"/N Do"), *forms, last, resources="/XObject << /N 5 0 R >>")


def page_tree() -> bytes:
    """Nine levels of ten kids that are one and the same."""
    levels = 9
    nodes = [
        f"<< /Type /Pages /Count {10 ** (levels - n)} /Kids [{f'{3 + n} 0 R ' * 10}] >>".encode()
        for n in range(levels)
    ]
    page = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return objects_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def pdfs() -> dict[str, bytes]:
    zero = zeros()
    return {
        "流1GiB.pdf": page_pdf(stream(zero.zlib, filters="/FlateDecode")),
        "流两层.pdf": page_pdf(stream(zlib.compress(zero.zlib, 9), filters="/FlateDecode /FlateDecode")),
        "表单翻倍.pdf": form_doubling(),
        "三十万条指令.pdf": page_pdf(
            stream(
                zlib.compress(b"BT /F1 9 Tf " + b"1 0 0 1 5 5 Tm <6587> Tj " * 300_000 + b"ET"),
                filters="/FlateDecode",
            )
        ),
        "十亿页.pdf": page_tree(),
        "数组二十万层.pdf": page_pdf(b"[" * 200_000 + b"]" * 200_000),
        "前有空字节.pdf": bytes(2048) + pdf(["关于加强交通秩序整治的通知"]),
        "自指.pdf": objects_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] >>"]),
    }


# --- entities ------------------------------------------------------------------------------------------


def entities(secret: Path) -> dict[str, bytes]:
    """Of each XML format a file whose text is an entity: one that grows a billionfold, one that is a file."""
    ladder = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    kinds = {
        "实体膨胀": (f'<!DOCTYPE x [<!ENTITY e0 "哈哈哈哈哈哈哈哈哈哈">{ladder}]>', "&e9;"),
        "外部实体": (f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>', "&s;"),
        "参数实体": (f'<!DOCTYPE x [<!ENTITY % s SYSTEM "{secret.as_uri()}"> %s;]>', "文"),
    }
    return {
        f"{name}.{extension}": content
        for name, (doctype, use) in kinds.items()
        for extension, content in _declaring(doctype, use)
    }


def _declaring(doctype: str, use: str) -> Iterator[tuple[str, bytes]]:
    head = '<?xml version="1.0" encoding="UTF-8"?>' + doctype
    types = {"[Content_Types].xml": "<Types/>"}
    body = f"<w:body><w:p><w:r><w:t>{use}</w:t></w:r></w:p></w:body>"
    document = f'{head}<w:document xmlns:w="{W}">{body}</w:document>'
    yield "docx", zipped({**types, "word/document.xml": document})
    strings = f'{head}<sst xmlns="{SPREADSHEET}"><si><t>{use}</t></si></sst>'
    yield "xlsx", zipped(xlsx_parts(sheet('<row><c t="s"><v>0</v></c></row>'), strings))
    slide = (
        f'{head}<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:cSld><p:spTree><p:sp><p:txBody>'
        f"<a:p><a:r><a:t>{use}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )
    show = (
        f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{RELATIONS}"><p:sldIdLst><p:sldId id="256" r:id="r1"/>'
        "</p:sldIdLst></p:presentation>"
    )
    related = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/slide"'
        ' Target="slides/slide1.xml"/></Relationships>'
    )
    parts = {"ppt/_rels/presentation.xml.rels": related, "ppt/slides/slide1.xml": slide}
    yield "pptx", zipped({**types, "ppt/presentation.xml": show, **parts})
    info = f'{head}<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><DocInfo><Title>{use}</Title></DocInfo>'
    yield "ofd", zipped({"OFD.xml": f"{info}<DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"})
    yield "svg", f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>{use}</text></svg>'.encode()


# --- broken --------------------------------------------------------------------------------------------

MAGIC = {
    "pdf": b"%PDF-1.7\n",
    "docx": b"PK\x03\x04\x14\0\x06\0\x08\0",
    "doc": bytes.fromhex("d0cf11e0a1b11ae1"),
    "xls": bytes.fromhex("d0cf11e0a1b11ae1"),
    "ofd": b"PK\x03\x04\x14\0\0\0\x08\0",
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "bmp": b"BM",
    "tiff": b"II*\0",
    "webp": b"RIFF\x10\x10\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic",
    "mp4": b"\0\0\0\x18ftypisom",
    "rtf": b"{\\rtf1\\ansi",
    "rar": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "gz": b"\x1f\x8b\x08",
    "txt": b"\xff\xfe",
    "html": b"<!DOCTYPE html>",
}


def noise() -> dict[str, bytes]:
    """Random bytes behind the first ones of every format."""
    chance = random.Random(4)
    return {f"乱.{extension}": magic + chance.randbytes(4096) for extension, magic in MAGIC.items()}


def truncated() -> dict[str, bytes]:
    """Good files cut in the middle, and just before their end."""
    whole = {
        "pdf": pdf(["关于加强交通秩序整治的通知"] * 20),
        "docx": docx(p("文明城市") * 50),
        "xlsx": zipped(xlsx_parts(sheet('<row><c t="inlineStr"><is><t>文</t></is></c></row>' * 50))),
        "jpg": photograph("JPEG"),
        "png": photograph("PNG"),
        "gif": photograph("GIF"),
        "bmp": photograph("BMP"),
        "tiff": photograph("TIFF"),
        "webp": photograph("WEBP"),
    }
    return {
        f"断于{share}.{extension}": content[: len(content) * share // 100]
        for extension, content in whole.items()
        for share in (50, 99)
    }


def bombs() -> dict[str, bytes]:
    """Small files that unpack to what no machine has room for."""
    return {
        "展开半GiB.docx": docx_bomb(),
        "谎报大小.docx": docx_bomb(claimed=1000),
        "展开半GiB.xlsx": xlsx_bomb(),
        "远处一格.xlsx": far_cell(),
        "行数三十万.xlsx": zipped(xlsx_parts(sheet("<row/>" * 300_000))),
        "一万兆像素.png": png(100_000, 100_000, zeros().zlib),
        "谎报像素.png": png(64, 48, zeros().zlib),
    }


def nests() -> dict[str, bytes]:
    """Files that lead a reader which calls itself too deep, or in a circle."""
    deep = 100_000
    part = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return {
        "嵌套.rtf": b"{\\rtf1" + b"{" * deep + b"a" + b"}" * deep,
        "嵌套.html": b"<!DOCTYPE html><html><body>" + b"<div>" * deep,
        "嵌套.docx": docx("<w:p>" * deep + "</w:p>" * deep),
        "嵌套.eml": b"From: a@example.org\nSubject: b\n" + b"".join(part % (n, n) for n in range(2000)),
        "万条.zip": packed({f"{n}": b"" for n in range(25_000)}),
        "目录.doc": ole_of("WordDocument", "0Table"),
        "目录.ppt": ole_of("PowerPoint Document"),
        "目录.xls": ole_of("Workbook"),
    }
