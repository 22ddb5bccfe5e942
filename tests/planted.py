"""Files of every kind with a marked string at every place where they can hold one."""

import io

import xlsxwriter
import yaml
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests.extract.making import BOX, docx, p, pdf, story
from tests.extract.oles import ole
from tests.extract.test_beneath import CUSTOM, annotated, attached, deleted, jpeg, revised
from tests.told import telling

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{0}</dc:title><dc:creator>{0}</dc:creator>'
    "<dc:subject>{0}</dc:subject><dc:description>{0}</dc:description></cp:coreProperties>"
)


def noted_docx(body: str, *, comment: str, about: str, header: str = "") -> bytes:
    return docx(
        "".join(p(line) for line in body.split("\n")),
        word__comments=story("comments", f"<w:comment>{p(comment)}</w:comment>"),
        word__header1=story("hdr", p(header)),
        docProps__core=CORE.format(about),
    )


def noted_xlsx(rows: list[list[str]], *, hidden: str, comment: str, about: str) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": about, "author": about, "comments": about})
    sheet = book.add_worksheet("表一")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    sheet.write_comment(0, 0, comment)
    other = book.add_worksheet(hidden[:31])
    other.write(0, 0, hidden)
    other.hide()
    book.close()
    return out.getvalue()


def noted_jpeg(canary: str, shade: int) -> bytes:
    exif = Image.Exif()
    exif[Base.Artist] = canary
    exif[Base.ImageDescription] = canary
    exif.get_ifd(IFD.Exif)[Base.UserComment] = canary.encode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSProcessingMethod: canary.encode()})
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 90, 90)).save(out, "JPEG", exif=exif, comment=canary.encode())
    return out.getvalue()


def sidecar(canary: str, mark: str = "", **more: object) -> str:
    stated = {
        "title": f"{mark}{canary}T",
        "issuer": f"{canary}U",
        "caption": f"2026年3月5日，{canary}C",
        "note": f"{canary}N",
        "indicators": [{"code": "A-2", "page": 1, "quote": f"{canary}Q"}],
        **more,
    }
    return f"# {canary}Y\n" + yaml.safe_dump(stated, allow_unicode=True)


def planted(canary: str, folder: str, mark: str, shade: int) -> dict[str, str | bytes]:
    """Files of every kind with the canary at every place, each with the mark (or none) where marks stand."""
    head = f"{mark}\n" if mark else ""
    text = f"{head}关于{canary}的情况说明\n垃圾分类 {canary}正文"
    name = f"{folder}/{canary}"
    mark_note = {"note": mark} if mark else {}
    return {
        f"{name}scan.pdf": telling(pdf((), mark=BOX), f"{text}\n{canary}识别"),
        f"{name}txt.txt": f"{text} 一",
        f"{name}txt.txt.yml": sidecar(canary),
        f"{name}pdf.pdf": pdf(
            [*text.split("\n")], info={"Title": canary, "Author": canary, "Subject": canary}
        ),
        f"{name}docx.docx": noted_docx(text, comment=f"{canary}批注", about=canary, header=f"{canary}页眉"),
        f"{name}xlsx.xlsx": noted_xlsx(
            [[mark or "表"], [f"{canary}格"]], hidden=f"{canary}藏", comment=f"{canary}注", about=canary
        ),
        f"{name}jpg.jpg": noted_jpeg(canary, shade),
        f"{name}jpg.jpg.yml": sidecar(canary, mark and f"（{mark}）", **mark_note),
        f"{name}{mark and f'（{mark}）'}broken.pdf": f"%PDF-1.7 {canary}".encode(),
    }


def marked_apart(canary: str) -> dict[str, str | bytes]:
    """Files whose mark stands in one place only, where no page shows it or nobody looks for it."""
    text, mark = f"{canary}正文", "机密★1年"
    name = f"A-1/{canary}"
    picture = jpeg("（机密）")
    return {
        f"{name}a.docx": docx(p(text) + deleted(mark)),
        f"{name}b.docx": docx(p(text), docProps__custom=CUSTOM.format("【机密】")),
        f"{name}c.docx": docx(p(text), docProps__core=CORE.format("密级(机密)")),
        f"{name}d.docx": noted_docx(text, comment=mark, about=canary),
        f"{name}e.docx": noted_docx(text, comment=canary, about=canary, header=mark),
        f"{name}f.xlsx": noted_xlsx([[text]], hidden=mark, comment=canary, about=canary),
        f"{name}g.xlsx": noted_xlsx([[text]], hidden=canary, comment=mark, about=canary),
        f"{name}h.pdf": pdf([text], info={"Title": canary, "Keywords": "[机密]"}),
        f"{name}i.pdf": annotated(mark),
        f"{name}j.pdf": revised(mark, text),
        f"{name}k.jpg": picture,
        f"{name}k.jpg.yml": sidecar(canary),
        f"{name}l.txt": f"{text} 二",
        f"{name}l.txt.yml": sidecar(canary, note="秘密★长期"),
        f"（机密）/{canary}m.txt": f"{text} 三",
        f"{name}n.pdf": attached("a.docx", docx(p(mark) + p(text))),
        f"{name}o.doc": ole({"WordDocument": f"{text}\r{mark}\r".encode("utf-16-le")}),
    }
