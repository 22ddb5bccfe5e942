import io
import struct
import zlib
from pathlib import Path

import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from juanzong.extract import pdf as pdf_reader
from juanzong.extract.request import UnreadableError
from juanzong.model import Reading, TextSource
from tests.extract.making import BOX, codes, pdf, read

LINES = ("关于开展文明城市创建工作的通知", "各区人民政府、市直各单位：", "现将有关事项通知如下。")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "通知.pdf"


def test_text_comes_page_by_page(path: Path) -> None:
    path.write_bytes(pdf(LINES, ("第二页的文字也在这里",)))
    found = read(path)
    assert (found.reading, found.text_source, found.paged) == (Reading.READ, TextSource.TEXT, True)
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[0].text.split("\n") == list(LINES)
    assert found.page_count == 2
    assert found.findings == ()


def test_radicals_and_the_blanks_of_setting_are_gone(path: Path) -> None:
    path.write_bytes(pdf(("⽂明 城 市创建⼯作", "2014\xad2020 年 Windows 系统")))
    assert read(path).pages[0].text == "文明城市创建工作\n2014-2020 年 Windows 系统"


def test_lines_of_one_paragraph_are_one_block(path: Path) -> None:
    full = "为深入推进全国文明城市创建工作提升城市品质"
    path.write_bytes(pdf((full, full, "经研究决定。", "一、总体要求", full, "二、主要任务")))
    assert [b.text.count("\n") + 1 for b in read(path).pages[0].blocks] == [3, 1, 1, 1]


def test_what_it_says_of_itself(path: Path) -> None:
    path.write_bytes(
        pdf(LINES, info={"Title": "通知", "Author": "创建办", "CreationDate": "D:20260305120000"})
    )
    facts = read(path).facts
    assert (facts.title, facts.author) == ("通知", "创建办")
    assert facts.created is not None
    assert facts.created.isoformat() == "2026-03-05"


def test_a_scan_is_unread(path: Path) -> None:
    path.write_bytes(pdf((), (), mark=BOX))
    found = read(path)
    assert (found.reading, found.text_source, found.page_count) == (Reading.UNREAD, TextSource.NONE, 2)
    assert found.findings == (("JZ310", (("pages", "2"),)),)


def test_a_scan_with_page_numbers_is_a_scan(path: Path) -> None:
    path.write_bytes(pdf(("— 1 —",), ("— 2 —",)))
    assert codes(read(path)) == ["JZ310"]


def test_pages_without_text_are_named(path: Path) -> None:
    path.write_bytes(pdf(LINES, (), (), LINES, (), mark=BOX))
    found = read(path)
    assert found.reading is Reading.READ
    assert found.findings == (("JZ312", (("pages", "2–3、5"),)),)


def test_an_empty_page_lacks_nothing(path: Path) -> None:
    path.write_bytes(pdf(LINES, (), LINES))
    assert read(path).findings == ()


def test_a_text_layer_of_garbage_is_not_taken(path: Path) -> None:
    path.write_bytes(pdf(tuple("\ue012\ue345ÿ" * 10 for _ in range(3))))
    found = read(path)
    assert (found.reading, codes(found), found.text) == (Reading.UNREAD, ["JZ311"], "")


def test_a_page_of_garbage_is_named(path: Path) -> None:
    path.write_bytes(pdf(LINES * 8, LINES * 8, ("\ue012\ue345\ue678" * 8,)))
    found = read(path)
    assert found.reading is Reading.READ
    assert found.findings == (("JZ324", (("pages", "3"),)),)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
@pytest.mark.parametrize(("password", "code"), [("", "JZ322"), ("秘", "JZ301")])
def test_passwords(path: Path, algorithm: str, password: str, code: str) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    writer.write(path)
    if code == "JZ301":
        with pytest.raises(UnreadableError) as caught:
            read(path)
        assert caught.value.code == code
    else:
        found = read(path)
        assert codes(found) == [code]
        assert found.pages[0].text.split("\n") == list(LINES)


@pytest.mark.parametrize(
    ("catalogue", "objects", "names"),
    [
        ("/OpenAction 4 0 R", ("<< /S /JavaScript /JS (app.alert\\(1\\)) >>",), "JavaScript"),
        ("/AA << /O << /S /Launch /F (cmd.exe) >> >>", (), "Launch"),
        ("/Names << /JavaScript << /Names [] >> >>", (), "JavaScript"),
        ("/AcroForm << /XFA 4 0 R >>", ("<< >>",), "XFA"),
        ("/A [[<< /S /SubmitForm >>]]", (), "SubmitForm"),
    ],
)
def test_what_can_act_is_found(path: Path, catalogue: str, objects: tuple[str, ...], names: str) -> None:
    path.write_bytes(pdf(LINES, catalogue=catalogue, objects=objects))
    assert read(path).findings == (("JZ313", (("names", names),)),)


def test_names_written_with_numbers_are_found(path: Path) -> None:
    path.write_bytes(pdf(LINES, catalogue="/OpenAction << /S /#4aavaScript /J#53 (app.alert\\(1\\)) >>"))
    assert read(path).findings == (("JZ313", (("names", "JavaScript"),)),)


def test_scripts_in_object_streams_are_found(path: Path) -> None:
    path.write_bytes(
        pdf_of_object_streams("/OpenAction << /S /JavaScript /JS (1) >> /Names << /EmbeddedFiles 9 0 R >>")
    )
    assert b"JavaScript" not in path.read_bytes()
    assert codes(read(path)) == ["JZ313", "JZ314", "JZ321"]


def pdf_of_object_streams(catalogue: str) -> bytes:
    """A PDF 1.5 whose catalogue stands compressed in an object stream (ISO 32000-1 §7.5.7)."""
    held = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    offsets = [sum(len(body) + 1 for body in held[:n]) for n in range(len(held))]
    index = " ".join(f"{n + 1} {offset}" for n, offset in enumerate(offsets)) + " "
    packed = zlib.compress((index + " ".join(held)).encode())
    made = b"%PDF-1.5\n"
    stream = len(made)
    made += (
        f"4 0 obj << /Type /ObjStm /N {len(held)} /First {len(index)} /Filter /FlateDecode"
        f" /Length {len(packed)} >> stream\n"
    ).encode()
    made += packed + b"\nendstream endobj\n"
    rows = [(0, 0, 255), *((2, 4, n) for n in range(len(held))), (1, stream, 0), (1, len(made), 0)]
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    start = len(made)
    made += (
        f"5 0 obj << /Type /XRef /Size {len(rows)} /W [1 2 1] /Root 1 0 R /Length {len(table)} >> stream\n"
    ).encode()
    return made + table + f"\nendstream endobj\nstartxref\n{start}\n%%EOF\n".encode()


def test_pypdf_reads_what_pdfium_does_not_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise pypdfium2.PdfiumError("Data format error", err_code=3)

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    path.write_bytes(pdf(LINES, ("第二页的文字也在这里",)))
    assert [page.text for page in read(path).pages] == ["\n".join(LINES), "第二页的文字也在这里"]


@pytest.mark.parametrize("cut", [30, 200, 1000])
def test_a_file_that_is_cut_off_raises_or_reads_but_does_not_hang(path: Path, cut: int) -> None:
    path.write_bytes(pdf(LINES)[:cut])
    with pytest.raises(Exception):  # noqa: B017, PT011 (whatever the libraries raise, the child reports it)
        read(path)


def test_a_tree_of_too_many_pages_is_a_bomb(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_MOST_PAGES", 2)
    path.write_bytes(pdf(LINES, LINES, LINES))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ308"


def test_a_permission_password_does_not_hide_dangers(path: Path) -> None:
    launching = pdf(LINES, catalogue="/OpenAction << /S /Launch >>")
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(launching)))
    writer.encrypt("", "owner", algorithm="AES-128")
    writer.write(path)
    assert codes(read(path)) == ["JZ322", "JZ313"]


def annotated(path: Path, *annotations: DictionaryObject, lines: tuple[str, ...] = LINES) -> None:
    """A PDF whose first page bears annotations; fields among them form its form."""
    writer = PdfWriter(io.BytesIO(pdf(lines)))
    held = [writer._add_object(one) for one in annotations]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(held)
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(held)})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.write(path)


def annotation(kind: str, **entries: str) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (50, 50, 150, 80)]),
        }
    )
    for name, value in entries.items():
        held = NameObject(value) if value.startswith("/") else TextStringObject(value)
        made[NameObject(f"/{name}")] = held
    return made


def test_fields_and_text_boxes_stand_on_their_page_and_comments_behind(path: Path) -> None:
    annotated(
        path,
        annotation("Widget", FT="/Tx", T="单位", V="某市城管局"),
        annotation("Widget", FT="/Tx", T="空"),
        annotation("FreeText", Contents="此件已办"),
        annotation("Highlight", Contents="请核对人数"),
        annotation("Link", Contents="链接"),
    )
    found = read(path)
    assert [(page.number, page.label) for page in found.pages] == [(1, ""), (2, "批注")]
    assert found.pages[0].text.split("\n") == [*LINES, "某市城管局", "此件已办"]
    assert found.pages[1].text == "第 1 页：请核对人数"
    assert (found.page_count, codes(found)) == (1, [])


def test_a_form_without_any_other_print_is_no_scan(path: Path) -> None:
    annotated(path, annotation("Widget", FT="/Tx", T="单位", V="某局"), lines=())
    assert (read(path).reading, read(path).text) == (Reading.READ, "某局")


def test_a_signature_is_found_by_its_dictionary(path: Path) -> None:
    signature = "<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> /ByteRange [0 1 2 3] >>"
    path.write_bytes(pdf(LINES, objects=(signature,)))
    assert codes(read(path)) == ["JZ341"]
    path.write_bytes(pdf(LINES, objects=("<< /FT /Sig /T (empty) >>",)))
    assert codes(read(path)) == []


def test_encryption_that_only_pdfium_knows_is_no_password(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(pdf(LINES))
    monkeypatch.setattr("pypdf.PdfReader.is_encrypted", True)
    monkeypatch.setattr("pypdf.PdfReader.decrypt", lambda *_: 0)
    assert read(path).pages[0].text.split("\n") == list(LINES)
