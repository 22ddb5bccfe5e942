"""Nothing that is withheld, and nothing personal, is anywhere in a built site: every place, every derivative.

Each test plants marked strings where such things stand and looks for them in every file of the output,
unpacked and decoded. The strings planted in released places must be found by the same look: a search that
finds nothing anywhere proves nothing.
"""

import io
import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from juanzong.pipeline import build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.extract.making import docx, p, pdf, story
from tests.leaks import leaks
from tests.screen.people import ID_X, card_of, id_of

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{0}</dc:title><dc:creator>{0}</dc:creator>'
    "<dc:subject>{0}</dc:subject><dc:description>{0}</dc:description></cp:coreProperties>"
)


def _docx(body: str, *, comment: str, about: str, header: str = "") -> bytes:
    return docx(
        "".join(p(line) for line in body.split("\n")),
        word__comments=story("comments", f"<w:comment>{p(comment)}</w:comment>"),
        word__header1=story("hdr", p(header)),
        docProps__core=CORE.format(about),
    )


def _xlsx(rows: list[list[str]], *, hidden: str, comment: str, about: str) -> bytes:
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


def _jpeg(canary: str, shade: int) -> bytes:
    exif = Image.Exif()
    exif[Base.Artist] = canary
    exif[Base.ImageDescription] = canary
    exif.get_ifd(IFD.Exif)[Base.UserComment] = canary.encode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSProcessingMethod: canary.encode()})
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 90, 90)).save(out, "JPEG", exif=exif, comment=canary.encode())
    return out.getvalue()


def _sidecar(canary: str, mark: str = "", **more: object) -> str:
    stated = {
        "title": f"{mark}{canary}T",
        "issuer": f"{canary}U",
        "caption": f"2026年3月5日，{canary}C",
        "note": f"{canary}N",
        "indicators": [{"code": "A-2", "page": 1, "quote": f"{canary}Q"}],
        **more,
    }
    return f"# {canary}Y\n" + yaml.safe_dump(stated, allow_unicode=True)


def _planted(canary: str, folder: str, mark: str, shade: int) -> dict[str, str | bytes]:
    """Files of every kind with the canary at every place, each with the mark (or none) where marks stand."""
    head = f"{mark}\n" if mark else ""
    text = f"{head}关于{canary}的情况说明\n垃圾分类 {canary}正文"
    name = f"{folder}/{canary}"
    mark_note = {"note": mark} if mark else {}
    return {
        f"{name}txt.txt": f"{text} 一",
        f"{name}txt.txt.yml": _sidecar(canary),
        f"{name}pdf.pdf": pdf(
            [*text.split("\n")], info={"Title": canary, "Author": canary, "Subject": canary}
        ),
        f"{name}docx.docx": _docx(text, comment=f"{canary}批注", about=canary, header=f"{canary}页眉"),
        f"{name}xlsx.xlsx": _xlsx(
            [[mark or "表"], [f"{canary}格"]], hidden=f"{canary}藏", comment=f"{canary}注", about=canary
        ),
        f"{name}jpg.jpg": _jpeg(canary, shade),
        f"{name}jpg.jpg.yml": _sidecar(canary, mark and f"（{mark}）", **mark_note),
        f"{name}{mark and f'（{mark}）'}broken.pdf": f"%PDF-1.7 {canary}".encode(),
    }


def _commit(root: Path, author: str) -> None:
    names = {f"GIT_{who}_{what}": author for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> None:
        environment = {**os.environ, **names, **nothing}
        subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=environment)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", f"{author}M")


SECRET, INTERNAL, UNSURE = "CANARYSECRET", "CANARYINTERN", "CANARYINBOX"
AUTHOR, OPEN = "CANARYGIT", "CANARYOPEN"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a canary in every place of secret, internal, unclassified and released items."""
    evidence: dict[str, str | bytes] = {
        "A-1/通知.txt": NOTICE,
        "A-2/说明.txt": REPORT,
        **_planted(SECRET, "A-1", "机密★1年", 10),
        **_planted(INTERNAL, "A-2", "内部资料", 20),
        **{k: v for k, v in _planted(UNSURE, "inbox", "", 30).items() if not k.endswith(".yml")},
        **{k: v for k, v in _planted(OPEN, "B-1", "", 40).items() if "broken" not in k},
        f"秘密/{SECRET}文件夹.txt": f"{SECRET} 正文",
    }
    root = make_archive(tmp_path_factory.mktemp("canaries"), evidence)
    _commit(root, AUTHOR)
    return root


def _sites(archive: Path, profile: str) -> Path:
    site = archive.parent / profile
    if not site.exists():
        build_site(request_for(archive, profile), site)
    return site


def test_inspectors_get_no_trace_of_what_is_withheld(archive: Path) -> None:
    site = _sites(archive, "inspection")
    assert leaks(site, (SECRET, INTERNAL, UNSURE, AUTHOR)) == {}


def test_the_office_gets_no_trace_of_what_is_secret(archive: Path) -> None:
    site = _sites(archive, "working")
    assert leaks(site, (SECRET, AUTHOR)) == {}


@pytest.mark.parametrize(
    ("profile", "canary"),
    [("inspection", OPEN), ("working", OPEN), ("working", INTERNAL), ("working", UNSURE)],
)
def test_the_same_look_finds_what_is_released(archive: Path, profile: str, canary: str) -> None:
    """Else the tests above could not fail."""
    site = _sites(archive, profile)
    beside = ("T", "U", "C", "N", "Q") if canary != UNSURE else ()
    places = ("正文", "批注", "页眉", "藏", "格", *beside, "txt.txt", "xlsx.xlsx")
    found = leaks(site, [f"{canary}{place}" for place in places])
    assert {place for place in places if f"{canary}{place}" not in found} == set()
    where = {path.split("/")[0] for files in found.values() for path in files}
    assert {"evidence", "search", "files", "catalogue.json"} <= where
    assert canary == UNSURE or "catalogue.xlsx" in where


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_comments_of_sidecars_and_camera_owners_are_told_to_nobody(archive: Path, profile: str) -> None:
    site = _sites(archive, profile)
    assert leaks(site, (f"{OPEN}Y", f"{AUTHOR}M")) == {}
    for picture in [*site.glob("files/*.jpg"), *site.glob("*/*.webp")]:
        assert b"CANARY" not in picture.read_bytes(), picture


# --- the office -----------------------------------------------------------------------------------------

LEDGER = "CANARYLEDGER"


def _picture(canary: str, seed: int) -> bytes:
    exif = Image.Exif()
    exif[Base.ImageDescription] = canary
    image = Image.effect_noise((900, 700), 20 + seed)
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", exif=exif, comment=canary.encode())
    return out.getvalue()


def _ledger() -> dict[str, str | bytes]:
    """Problems and points with the canary in every field that holds words."""
    words = {
        name: f"{LEDGER}{name}" for name in ("source", "category", "text", "worker", "standard", "measures")
    }
    problem = {
        "id": "K-CANARYLEDGERNO",
        **words,
        "found": "2026-03-01",
        "point": "canaryledgerpoint",
        "before": [f"problems/K/{LEDGER}前.jpg"],
        "after": [f"problems/K/{LEDGER}后.jpg", "problems/K/两用.jpg"],
        "handovers": [{"date": "2026-03-01", "mode": "现场", "by": f"{LEDGER}by"}],
        "notices": [{"date": "2026-03-02", "title": f"{LEDGER}notice"}],
        "done": "2026-03-03",
        "rechecks": [
            {"date": "2026-03-04", "by": f"{LEDGER}checker", "result": "合格", "note": f"{LEDGER}note"}
        ],
        "closed": "2026-03-05",
    }
    secret = {
        **problem,
        "id": "K-2",
        "text": "秘密★1年\nCANARYSECRETPROBLEM",
        "before": [f"problems/K/{SECRET}.jpg"],
    }
    points = {
        "types": [{"id": "canaryledgertype", "name": f"{LEDGER}kind", "standards": [f"{LEDGER}asked"]}],
        "points": [
            {
                "id": "canaryledgerpoint",
                "name": f"{LEDGER}point",
                "type": "canaryledgertype",
                "district": "lj",
                "address": f"{LEDGER}address",
                "post": f"{LEDGER}post",
                "hours": f"{LEDGER}hours",
                "patrols": [{"date": "2026-05-30", "by": f"{LEDGER}patrol", "note": f"{LEDGER}seen"}],
            }
        ],
    }
    return {
        "points.yml": yaml.safe_dump(points, allow_unicode=True),
        "problems/K-CANARYLEDGERNO.yml": yaml.safe_dump(problem, allow_unicode=True),
        "problems/K-2.yml": yaml.safe_dump(secret, allow_unicode=True),
        f"problems/K/{LEDGER}前.jpg": _picture(f"{LEDGER}E", 1),
        f"problems/K/{LEDGER}后.jpg": _picture(f"{LEDGER}E", 2),
        f"problems/K/{SECRET}.jpg": _picture(f"{SECRET}E", 3),
        f"problems/K/{LEDGER}无主.jpg": _picture(f"{LEDGER}E", 4),
        "problems/K/两用.jpg": _picture("两用", 5),
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a ledger; one of its pictures is evidence, too."""
    beside = _ledger()
    evidence = {"A-1/通知.txt": NOTICE, "A-1/两用.jpg": beside["problems/K/两用.jpg"]}
    return make_archive(tmp_path_factory.mktemp("office"), evidence, beside=beside)


def test_inspectors_get_no_trace_of_the_ledger(office: Path) -> None:
    site = _sites(office, "inspection")
    needles = (LEDGER, LEDGER.lower(), "problems/", "整改", "CANARYSECRETPROBLEM")
    assert leaks(site, needles) == {}
    assert len(list((site / "files").iterdir())) == 2
    assert not (site / "work").exists()


def test_the_office_has_its_ledger_and_nothing_of_secret_problems(office: Path) -> None:
    site = _sites(office, "working")
    wanted = [
        f"{LEDGER}{name}"
        for name in (
            *("source", "category", "text", "worker", "standard", "measures", "by", "notice", "checker"),
            *("note", "kind", "asked", "point", "address", "post", "hours", "patrol", "seen"),
        )
    ]
    assert set(leaks(site, wanted)) == set(wanted)
    assert leaks(site, ("CANARYSECRETPROBLEM", f"{LEDGER}E", f"{SECRET}E")) == {}
    assert len(list((site / "files").iterdir())) == 4


# --- personal data --------------------------------------------------------------------------------------

PLACES = (
    *("text", "name", "title", "caption", "note", "quote", "cell", "hidden", "label", "comment", "header"),
    *("property", "pdf", "broken", "spaced"),
)


def _ids() -> Iterator[tuple[str, str]]:
    for number, place in enumerate(PLACES, 1):
        yield place, id_of("110101", date(1990, 3, 7), number)


IDS = dict(_ids())
OPEN_PHONE, HIDDEN_PHONE, CARD = "12345", "13912345678", card_of("622202123456789012")


def _people() -> dict[str, str | bytes]:
    said = {
        "title": f"登记 {IDS['title']}",
        "caption": f"合影 {IDS['caption']}",
        "note": f"经办 {IDS['note']}",
        "indicators": [{"code": "A-2", "page": 1, "quote": f"经办人 {IDS['quote']}"}],
    }
    broken = IDS["broken"]
    return {
        f"A-1/登记{IDS['name']}.txt": (
            f"情况说明\n{IDS['text']}，{HIDDEN_PHONE}，热线{OPEN_PHONE}\n卡号{CARD}"
        ),
        f"A-1/登记{IDS['name']}.txt.yml": yaml.safe_dump(said, allow_unicode=True),
        "A-1/表.xlsx": _xlsx(
            [["姓名", "证件"], ["张某", IDS["cell"]]],
            hidden=f"表 {IDS['hidden']}",
            comment="注",
            about="表",
        ),
        "A-2/文.docx": _docx(
            "情况说明", comment=IDS["comment"], about=IDS["property"], header=f"页眉 {IDS['header']}"
        ),
        "B-1/文.pdf": pdf(
            [
                "关于垃圾分类的情况说明",
                IDS["pdf"],
                f"{broken[:10]}",
                f"{broken[10:]}",
                " ".join(IDS["spaced"]),
            ]
        ),
        "inbox/无主.txt": f"全民阅读 {IDS['label']}",
    }


def _shown(number: str) -> tuple[str, ...]:
    """A number and what is too much of it: whole, in the pieces of a broken line, its date of birth."""
    return (number, number[:10], number[6:14], number[:17])


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_nothing_personal_is_anywhere_in_a_site(tmp_path: Path, profile: str) -> None:
    root = make_archive(tmp_path, _people())
    build_site(request_for(root, profile), tmp_path / "site")
    wanted = [piece for number in (*IDS.values(), ID_X) for piece in _shown(number)]
    assert leaks(tmp_path / "site", [*wanted, HIDDEN_PHONE, CARD, " ".join(IDS["spaced"])]) == {}
    kept = leaks(tmp_path / "site", [f"热线{OPEN_PHONE}", f"{'*' * 14}{IDS['text'][-4:]}", "139****5678"])
    assert len(kept) == 3
    assert all("search" in files for files in kept.values())


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_the_same_look_finds_what_policy_allows(tmp_path: Path, profile: str) -> None:
    allowed = {kind: {"action": "allow"} for kind in ("resident_id", "mobile", "bank_card", "birth_date")}
    root = make_archive(tmp_path, _people(), archive={"policies": {"personal": allowed}})
    build_site(request_for(root, profile), tmp_path / "site")
    planted = set(IDS.values()) - {IDS["broken"], IDS["spaced"]}
    if profile == "inspection":
        planted -= {IDS["label"]}
    assert planted - set(leaks(tmp_path / "site", planted)) == set()


def test_a_page_says_why_the_original_is_not_there(tmp_path: Path) -> None:
    root = make_archive(tmp_path, _people())
    build_site(request_for(root), tmp_path / "site")
    assert not list((tmp_path / "site" / "files").iterdir())
    pages = list((tmp_path / "site" / "evidence").glob("*.html"))
    assert len(pages) == 4
    for page in pages:
        assert "原件含个人信息，以纸质形式备查；本页为脱敏文字" in page.read_text(encoding="utf-8")
