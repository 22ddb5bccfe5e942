import io
import zipfile
from pathlib import Path

import pytest

from tests.extract.making import codes, docx, p, read

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*relations: tuple[str, str, str]) -> str:
    """A relations part from (kind, target, mode)."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(relations)
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def with_part(name: str, content: str) -> bytes:
    """A DOCX with one part more."""
    held = io.BytesIO(docx(p("正文")))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, content)
    return held.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "说明.docx"


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("attachedTemplate", "External", ["JZ340"]),
        ("image", "External", ["JZ340"]),
        ("oleObject", "External", ["JZ340"]),
        ("hyperlink", "External", []),
        ("image", "Internal", []),
        ("oleObject", "Internal", ["JZ314"]),
        ("aFChunk", "Internal", ["JZ314"]),
        ("vbaProject", "Internal", ["JZ315"]),
    ],
)
def test_relations_tell_what_can_act(path: Path, kind: str, mode: str, expected: list[str]) -> None:
    path.write_bytes(with_part("word/_rels/document.xml.rels", rels((kind, "a/b", mode))))
    assert codes(read(path)) == expected


def test_kinds_from_outside_are_named_once_and_in_order(path: Path) -> None:
    outside = rels(
        ("image", "http://a/1", "External"),
        ("image", "http://a/2", "External"),
        ("attachedTemplate", "http://a/3", "External"),
        ("ownKind", "http://a/4", "External"),
    )
    path.write_bytes(with_part("word/_rels/document.xml.rels", outside))
    assert read(path).findings == (("JZ340", (("names", "ownKind、图片 picture、模板 template"),)),)


def test_a_signature_is_told(path: Path) -> None:
    path.write_bytes(with_part("_xmlsignatures/sig1.xml", "<Signature/>"))
    assert codes(read(path)) == ["JZ341"]


def test_damaged_relations_cost_themselves_only(path: Path) -> None:
    path.write_bytes(with_part("word/_rels/document.xml.rels", "<Relationships"))
    assert read(path).text == "正文"
