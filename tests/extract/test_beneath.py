"""What a file holds and no page shows is found wherever it stands; what a page shows is not taken for it."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
import xlsxwriter
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from juanzong.extract.beneath import compound
from juanzong.extract.beneath.gathered import Gathered
from juanzong.model import Extraction
from tests.extract.making import codes, docx, p, pdf, read, story, zipped
from tests.extract.oles import ole

SAID = "只在底下：身份证 110101199003071233"
CUSTOM = '<Properties xmlns="x"><property name="a"><lpwstr>{0}</lpwstr></property></Properties>'
PIVOT = '<pivotCacheDefinition xmlns="x"><sharedItems><s v="{0}"/></sharedItems></pivotCacheDefinition>'


def _made(tmp_path: Path, name: str, content: bytes) -> Extraction:
    path = tmp_path / name
    path.write_bytes(content)
    return read(path)


def _beneath(tmp_path: Path, name: str, content: bytes) -> str:
    return "\n".join(_made(tmp_path, name, content).beneath)


def jpeg(said: str = "", *, place: bool = False) -> bytes:
    exif = Image.Exif()
    if said:
        exif[Base.ImageDescription] = said.encode()
    if place:
        exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (30.0, 1.0, 2.0)})
    held = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(held, "JPEG", exif=exif)
    return held.getvalue()


def _xlsx(**parts: str) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("表").write_row(0, 0, ["街道", "垃圾分类", 12345678901])
    with zipfile.ZipFile(held, "a") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return held.getvalue()


def test_a_number_that_its_format_hides_is_found(tmp_path: Path) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("表").write(0, 0, "街道")
        book.worksheets()[0].write(1, 0, 13912345678, book.add_format({"num_format": ";;;"}))
    made = _made(tmp_path, "a.xlsx", held.getvalue())
    assert "13912345678" in (made.text + "\n".join(made.beneath))


def deleted(text: str) -> str:
    runs = "".join(f"<w:r><w:delText>{part}</w:delText></w:r>" for part in (text[:9], text[9:]))
    return f"<w:p><w:del>{runs}</w:del></w:p>"


PEOPLE = '<w:people xmlns:w="w"><w:person w:author="{0}"/></w:people>'
PICTURE = '<w:p><w:r><w:drawing><docPr xmlns="d" descr="{0}"/></w:drawing></w:r></w:p>'
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="x/hyperlink" Target="http://例.cn/?{0}" TargetMode="External"/>'
    "</Relationships>"
)
HTML = "<html><head><meta name='a' content='{0}'></head><body><p>正文</p>{1}</body></html>"


def bare(**more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a DOCX, and more of them: `word__media__a.jpg`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": story("document", f"<w:body>{p('正文')}</w:body>"),
    }
    return parts | {name.replace("__", "/"): content for name, content in more.items()}


PDF_NOTE = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents <feff{0}> >>"


def annotated(text: str) -> bytes:
    return pdf(["关于垃圾分类的情况说明"], objects=[PDF_NOTE.format(text.encode("utf-16-be").hex())])


def revised(first: str, then: str) -> bytes:
    """A PDF saved twice by appending: its first page is still in it."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([first])), incremental=True)
    other = pypdf.PdfReader(io.BytesIO(pdf([then])))
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(
        pypdf.generic.DecodedStreamObject()
    )
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(other.pages[0].get_contents().get_data())  # type: ignore[union-attr]
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def attached(name: str, content: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["关于垃圾分类的情况说明"])))
    writer.add_attachment(name, content)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def with_xmp(text: str) -> bytes:
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc xmlns="d">{text}</dc></x:xmpmeta>'
    held = f"<< /Type /Metadata /Subtype /XML /Length {len(xmp.encode())} >>\nstream\nXMP\nendstream"
    made = pdf(["关于垃圾分类的情况说明"], catalogue="/Metadata 4 0 R", objects=[held])
    return made.replace(b"\nXMP\n", f"\n{xmp}\n".encode())


def mail(said: str) -> bytes:
    made = EmailMessage()
    made["Subject"], made["X-Note"] = "通知", said
    made.set_content("正文")
    made.add_alternative(f"<p>正文</p><!-- {said} -->", subtype="html")
    return made.as_bytes()


PLACES = {
    "deleted.docx": docx(p("正文") + deleted(SAID)),
    "custom.docx": docx(p("正文"), docProps__custom=CUSTOM.format(SAID)),
    "author.docx": docx(p("正文"), word__people=PEOPLE.format(SAID)),
    "alt.docx": docx(p("正文") + PICTURE.format(SAID)),
    "comment.docx": docx(p("正文") + f"<!-- {SAID} -->"),
    "link.docx": zipped(bare(**{"word/_rels/document.xml.rels": LINK.format(SAID)})),
    "picture.docx": zipped(bare(**{"word__media__a.jpg": jpeg(SAID)})),
    "inside.docx": zipped(bare(**{"word__embeddings__a.docx": docx(p(SAID))})),
    "pivot.xlsx": _xlsx(xl__pivotCache__pivotCacheDefinition1=PIVOT.format(SAID)),
    "keywords.pdf": pdf(["关于垃圾分类的情况说明"], info={"Title": "说明", "Keywords": SAID}),
    "note.pdf": annotated(SAID),
    "xmp.pdf": with_xmp(SAID),
    "version.pdf": revised(SAID, "关于垃圾分类的情况说明"),
    "attached.pdf": attached("a.txt", SAID.encode()),
    "attached-docx.pdf": attached("a.docx", docx(p(SAID))),
    "beside.pdf": pdf(["关于垃圾分类的情况说明", SAID]).replace(
        b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842] /CropBox [0 790 595 842]"
    ),
    "comment.html": HTML.format(SAID, "").encode(),
    "script.html": HTML.format("", f"<script>var a = '{SAID}'</script>").encode(),
    "mail.eml": mail(SAID),
    "exif.jpg": jpeg(SAID),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_what_no_page_shows_is_found(tmp_path: Path, name: str) -> None:
    made = _made(tmp_path, name, PLACES[name])
    assert "110101199003071233" not in made.text
    assert "110101199003071233" in "\n".join(made.beneath)
    assert "JZ416" not in codes(made)


def test_numbers_in_streams_of_old_office_files_are_found() -> None:
    held = "号码110101199003071233，".encode("utf-16-le") + b"\1\2\3" + "机密★1年".encode("utf-16-le")
    gathered = Gathered()
    compound.look(
        ole({"WordDocument": held, "Data": b"62220212345678901 13912345678"}), gathered, lambda *_: None
    )
    assert {"110101199003071233", "机密★1年", "13912345678"} <= set(" ".join(gathered.texts).split())


def test_what_a_page_shows_is_not_beneath_it(tmp_path: Path) -> None:
    shown = "关于垃圾分类工作情况的说明，联系电话13912345678"
    for name, content in (
        ("a.docx", docx(p(shown))),
        ("a.pdf", pdf([shown], info={"Title": shown})),
        ("a.html", f"<html><body><p>{shown}</p></body></html>".encode()),
        ("a.xlsx", _xlsx()),
    ):
        assert shown not in _beneath(tmp_path, name, content)
        assert "13912345678" not in _beneath(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", jpeg(place=True)),
        ("a.docx", zipped(bare(**{"word__media__1.jpg": jpeg(place=True)}))),
    ],
)
def test_a_picture_inside_tells_its_place_as_one_by_itself(tmp_path: Path, name: str, content: bytes) -> None:
    assert _made(tmp_path, name, content).facts.has_location


def test_a_workbook_behind_a_chart_is_looked_into_and_is_no_embedded_file(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/package" Target="../embeddings/a.xlsx"/></Relationships>'
    )
    more: dict[str, str | bytes] = {"word__charts__chart1.xml": "<c/>"}
    more["word__embeddings__a.xlsx"] = _xlsx(xl__pivotCache__a=PIVOT.format(SAID))
    parts = bare(**more)
    charted = _made(tmp_path, "a.docx", zipped({**parts, "word/charts/_rels/chart1.xml.rels": rels}))
    assert "JZ314" not in codes(charted)
    assert SAID in "\n".join(charted.beneath)
    assert "JZ314" in codes(_made(tmp_path, "b.docx", zipped(parts)))


def test_parts_that_cannot_be_looked_into_are_named(tmp_path: Path) -> None:
    broken = zipped(bare(**{"word__media__image1.png": b"\x89PNG broken"}))
    assert ("JZ416", (("names", "word/media/image1.png"),)) in _made(tmp_path, "a.docx", broken).findings
    deep = docx(p("底"))
    for _ in range(5):
        deep = zipped(bare(**{"word__embeddings__a.docx": deep}))
    assert "JZ416" in codes(_made(tmp_path, "b.docx", deep))


def test_too_much_to_look_at_is_said_and_not_passed_over() -> None:
    gathered = Gathered()
    for number in range(300):
        gathered.add(f"{number}" + "字" * 20_000)
    assert gathered.unsearched
    assert sum(map(len, gathered.texts)) <= 4_000_000
