import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD
from python_calamine import CalamineWorkbook

from juanzong.cache import Cache
from juanzong.compile import Material, compile_dossiers
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.load.models import Format
from juanzong.model import (
    Description,
    Evidence,
    Extraction,
    Item,
    Link,
    LinkStatus,
    Media,
    Origin,
    Placement,
    Prepared,
    Preview,
    Reading,
    Screened,
    Stated,
    TextSource,
    Verdict,
)
from juanzong.publish.errors import PublishError
from juanzong.publish.files import plan
from juanzong.publish.outputs import write
from tests.archives import TODAY, make_archive

FORMULA = '=HYPERLINK("http://example.invalid")'


@cache
def _photo() -> bytes:
    image = Image.effect_noise((40, 30), 90).convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (30.0, 15.0, 12.5)})
    out = io.BytesIO()
    image.save(out, format="JPEG", exif=exif)
    return out.getvalue()


def _evidence(path: str, content: bytes, media: Media, origin: Origin = Origin.CONTENT) -> Evidence:
    digest = hashlib.sha256(content).hexdigest()
    return Evidence(
        Item(digest[:12], digest, len(content), media, (Placement(path, "A-1"),)),
        Extraction(Reading.READ, TextSource.NONE, page_count=1),
        Description(Stated(FORMULA, Origin.SIDECAR), date=Stated(date(2026, 3, 5), origin)),
    )


def _prepared(tmp_path: Path, files: dict[str, tuple[bytes, Media]], profile: str = "inspection") -> Prepared:
    root = make_archive(tmp_path, {path: content for path, (content, _) in files.items()})
    config, found = load(root)
    assert config is not None, found
    evidence = [_evidence(f"evidence/{p}", c, m, Origin.METADATA) for p, (c, m) in files.items()]
    material = Material(
        config,
        tuple(Screened(e, Verdict.RELEASED) for e in evidence),
        tuple(Link(e.id, "A-1", LinkStatus.PLACED) for e in evidence),
        (),
        "",
    )
    publication, _ = compile_dossiers(material, profile, TODAY, Lang.ZH)
    with Cache.open(tmp_path / "cache.sqlite") as cache:
        copies, _, _ = plan(publication, cache)
    return Prepared(publication, copies, {"a/b.js": b"x"})


TXT = Media("text/plain", "txt", Format.TEXT)
HTML = Media("text/html", "html", Format.TEXT)
JPG = Media("image/jpeg", "jpg", Format.IMAGE)


def test_files_are_exact_copies_under_short_names(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/通知 #1.txt": ("正文".encode(), TXT)})
    write(prepared, tmp_path / "site")
    digest = hashlib.sha256("正文".encode()).hexdigest()
    assert (tmp_path / "site" / "files" / f"{digest[:12]}.txt").read_bytes() == "正文".encode()
    assert (tmp_path / "site" / "search" / "a" / "b.js").read_bytes() == b"x"


def test_previews_are_written_where_the_file_is_published(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/a.txt": ("一".encode(), TXT), "A-1/b.txt": ("二".encode(), TXT)})
    drawn = {
        key: replace(one, extraction=replace(one.extraction, preview=Preview(b"small", b"large")))
        for key, one in prepared.publication.evidence.items()
    }
    (shown, file), *_ = prepared.files.items()
    publication = replace(prepared.publication, evidence=drawn)
    write(replace(prepared, publication=publication, files={shown: file}), tmp_path / "site")
    made = {
        p.relative_to(tmp_path / "site").as_posix(): p.read_bytes() for p in tmp_path.glob("site/*/*.webp")
    }
    assert made == {f"thumbs/{shown}.webp": b"small", f"views/{shown}.webp": b"large"}


def test_what_could_run_a_script_is_published_as_text(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/a.html": (b"<script>alert(1)</script>", HTML)})
    (file,) = prepared.files.values()
    assert file.name.endswith(".txt")


def test_a_photograph_loses_its_place_and_says_so(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/p.jpg": (_photo(), JPG)})
    site = tmp_path / "site"
    write(prepared, site)
    (row,) = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))["evidence"]
    published = (site / row["file"]).read_bytes()
    with Image.open(io.BytesIO(published)) as image:
        assert not image.getexif().get_ifd(IFD.GPSInfo)
    assert row["sha256"] == hashlib.sha256(_photo()).hexdigest()
    assert row["published"] == {"sha256": hashlib.sha256(published).hexdigest(), "bytes": len(published)}


def test_a_damaged_picture_is_left_out_alone(tmp_path: Path) -> None:
    prepared = _prepared(
        tmp_path, {"A-1/p.jpg": (b"\xff\xd8\xff\xe1\x00", JPG), "A-1/t.txt": ("好".encode(), TXT)}
    )
    with Cache.open(tmp_path / "other.sqlite") as cache:
        files, _, found = plan(prepared.publication, cache)
    assert [f.name.rsplit(".")[1] for f in files.values()] == ["txt"]
    assert [f.code for f in found] == ["JZ703"]


def test_a_file_that_changed_meanwhile_stops_publishing(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/a.txt": ("一".encode(), TXT)})
    (tmp_path / "archive/evidence/A-1/a.txt").write_text("二", encoding="utf-8")
    with pytest.raises(PublishError, match="changed"):
        write(prepared, tmp_path / "site")


def test_the_workbook_has_the_standard_columns_and_no_formulas(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path, {"A-1/a.txt": ("一".encode(), TXT)})
    write(prepared, tmp_path / "site")
    path = tmp_path / "site" / "catalogue.xlsx"
    heads, row = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("归档文件目录").to_python()
    assert heads == ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    assert row == [1.0, "Z001-WS·2026-D30-CCB-0001", "", "", FORMULA, "[20260305]", "", 1.0, ""]
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())


def test_outputs_are_the_same_every_time(tmp_path: Path) -> None:
    for n in ("1", "2"):
        write(_prepared(tmp_path / n, {"A-1/a.txt": ("一".encode(), TXT)}), tmp_path / n / "site")
    trees = [
        {p.relative_to(s): p.read_bytes() for p in sorted(s.rglob("*")) if p.is_file()}
        for s in (tmp_path / "1" / "site", tmp_path / "2" / "site")
    ]
    assert trees[0] == trees[1]


def test_only_the_working_catalogue_speaks_of_withheld_items(tmp_path: Path) -> None:
    for profile in ("inspection", "working"):
        folder = tmp_path / profile
        write(_prepared(folder, {"A-1/a.txt": ("一".encode(), TXT)}, profile), folder / "site")
        made = json.loads((folder / "site" / "catalogue.json").read_text(encoding="utf-8"))
        assert ("withheld" in made) == (profile == "working")
