"""Nothing that is withheld, and nothing personal, is anywhere in a built site: every place, every derivative.

Each test plants marked strings where such things stand and looks for them in every file of the output,
unpacked and decoded. The strings planted in released places must be found by the same look: a search that
finds nothing anywhere proves nothing.
"""

import hashlib
import io
import os
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml
from PIL import Image
from PIL.ExifTags import Base

from juanzong import pipeline
from juanzong.cache import Cache
from juanzong.extract import extract, scans
from juanzong.index.desk import search
from juanzong.pipeline import build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.extract.making import pdf
from tests.leaks import leaks
from tests.planted import marked_apart, noted_docx, noted_xlsx, planted
from tests.screen.people import ID_X, card_of, id_of


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

EVERY = ("dossiers", "search", "catalogue", "organisation", "timeline", "verify")
PARTS: dict[str, tuple[str, ...]] = {
    "inspection": EVERY,
    "working": (*EVERY, "gaps", "queue", "findings", "withheld"),
    "supervision": (*EVERY, "gaps", "findings"),
    "sorting": (*EVERY, "queue"),
    "bare": ("dossiers",),
}
"""Profiles by their parts: whatever the parts, what is not among them must not be there."""


def _waiver(code: str, canary: str) -> dict[str, str]:
    path = f"evidence/A-{'1' if canary == SECRET else '2'}/{canary}txt.txt"
    return {"code": code, "subject": path, "by": "主任", "reason": f"{canary}R", "date": "2026-05-01"}


RELEASE = {"waivers": [_waiver("JZ403", SECRET), _waiver("JZ403", INTERNAL)]}


def forbidden(profile: str) -> list[str]:
    """What a profile must show no trace of."""
    parts = PARTS[profile]
    return [
        *(SECRET, AUTHOR),
        *([] if "withheld" in parts else [INTERNAL]),
        *([] if "queue" in parts else [UNSURE]),
        *([] if {"withheld", "findings"} & {*parts} else [f"evidence/B-1/{name}" for name in (OPEN, "两处")]),
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a canary in every place of secret, internal, unclassified and released items."""
    evidence: dict[str, str | bytes] = {
        "A-1/通知.txt": NOTICE,
        "A-2/说明.txt": REPORT,
        **planted(SECRET, "A-1", "机密★1年", 10),
        **marked_apart(SECRET),
        **planted(INTERNAL, "A-2", "内部资料", 20),
        **{k: v for k, v in planted(UNSURE, "inbox", "", 30).items() if not k.endswith(".yml")},
        **{k: v for k, v in planted(OPEN, "B-1", "", 40).items() if "broken" not in k},
        f"秘密/{SECRET}文件夹.txt": f"{SECRET} 正文",
        "B-1/两处.txt": f"{OPEN} 两处都有",
        f"inbox/{UNSURE}两处.txt": f"{OPEN} 两处都有",
        f"A-1/{UNSURE}草稿.txt": f"{UNSURE} 草稿",
        f"A-1/{UNSURE}草稿.txt.yml": f"title: {UNSURE}题名\nnot_evidence: {UNSURE}理由\n",
    }
    profiles = {name: {"title": name, "parts": list(parts), "docs": ["*"]} for name, parts in PARTS.items()}
    root = make_archive(tmp_path_factory.mktemp("canaries"), evidence, archive={"profiles": profiles})
    (root / "release.yml").write_text(yaml.safe_dump(RELEASE, allow_unicode=True), encoding="utf-8")
    for path in [*root.glob("*.yml"), *root.glob("editions/*.yml")]:
        path.write_bytes(path.read_bytes() + f"\n# {AUTHOR}Z\n".encode())
    _commit(root, AUTHOR)
    return root


def _sites(archive: Path, profile: str) -> Path:
    """The site of a profile, with scans read by an OCR that is told what stands on them."""
    site = archive.parent / profile
    if not site.exists():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scans, "available", lambda: True)
            patch.setattr(scans, "_LIBRARIES", ("pillow",))
            patch.setattr(pipeline, "extract", partial(extract, ocr_child="tests.told"))
            build_site(request_for(archive, profile), site, desk=profile == "inspection")
    return site


@pytest.mark.parametrize("profile", PARTS)
def test_a_site_has_no_trace_of_what_its_profile_lacks(archive: Path, profile: str) -> None:
    assert leaks(_sites(archive, profile), forbidden(profile)) == {}


def test_the_desk_finds_what_is_withheld_and_nothing_that_is_secret(archive: Path) -> None:
    _sites(archive, "inspection")
    desk = archive.parent / ".juanzong" / "desk"
    assert leaks(desk, (SECRET, AUTHOR)) == {}
    found = {canary: search(desk, canary).total for canary in (SECRET, AUTHOR, INTERNAL, UNSURE, OPEN)}
    assert [canary for canary, total in found.items() if total] == [INTERNAL, UNSURE, OPEN]


def test_the_cache_keeps_nothing_of_what_is_secret(archive: Path) -> None:
    _sites(archive, "inspection")
    secret = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (archive / "evidence" / "A-1").iterdir()
        if path.name.startswith(SECRET) and path.suffix != ".yml"
    }
    with Cache.open(request_for(archive).cache) as cache:
        known = {key[:64] for namespace, key, _ in cache.entries() if namespace != "fingerprint"}
    assert len(secret) > 20
    assert len(known) > 10
    assert not secret & known


def test_what_a_build_keeps_for_a_site_has_no_trace_of_more(archive: Path) -> None:
    _sites(archive, "inspection")
    kept = archive.parent / ".juanzong" / "index" / "inspection"
    assert leaks(kept, forbidden("inspection")) == {}


@pytest.mark.parametrize(
    ("profile", "canary"),
    [("inspection", OPEN), ("working", OPEN), ("working", INTERNAL), ("working", UNSURE)],
)
def test_the_same_look_finds_what_is_released(archive: Path, profile: str, canary: str) -> None:
    """Else the tests above could not fail."""
    site = _sites(archive, profile)
    beside = ("T", "U", "C", "N", "Q") if canary != UNSURE else ()
    places = ("正文", "批注", "页眉", "藏", "格", "识别", *beside, "txt.txt", "xlsx.xlsx")
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


def test_highlights_of_what_is_withheld_are_not_shown(tmp_path: Path) -> None:
    def feat(title: str, name: str) -> dict[str, object]:
        return {
            "clause": "A-1",
            "title": title,
            "text": f"{title}文",
            "evidence": [f"evidence/A-1/{name}.txt"],
        }

    told = {
        "highlights": [feat("CANARYOPENFEAT", "通知"), feat("CANARYHELDFEAT", "内部")],
        "honours": [
            {
                "title": "CANARYHELDHONOUR",
                "issuer": "省",
                "date": "2026-01-01",
                "evidence": ["evidence/inbox/无.txt"],
            }
        ],
    }
    evidence = {"A-1/通知.txt": NOTICE, "A-1/内部.txt": f"内部资料\n{REPORT}", "inbox/无.txt": "全民阅读"}
    beside = {"highlights.yml": yaml.safe_dump(told, allow_unicode=True)}
    root = make_archive(tmp_path, evidence, beside=beside)
    site = _sites(root, "inspection")
    assert leaks(site, ("CANARYHELDFEAT", "CANARYHELDHONOUR")) == {}
    assert "CANARYOPENFEAT" in leaks(site, ("CANARYOPENFEAT",))


# --- personal data --------------------------------------------------------------------------------------

SHOWN = (
    *("text", "name", "title", "caption", "note", "quote", "cell", "hidden", "label", "comment", "header"),
    *("property", "pdf", "broken", "spaced"),
)


def _ids() -> Iterator[tuple[str, str]]:
    for number, place in enumerate(SHOWN, 1):
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
        "A-1/表.xlsx": noted_xlsx(
            [["姓名", "证件"], ["张某", IDS["cell"]]],
            hidden=f"表 {IDS['hidden']}",
            comment="注",
            about="表",
        ),
        "A-2/文.docx": noted_docx(
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
    build_site(request_for(root, profile), tmp_path / "site", desk=False)
    wanted = [piece for number in (*IDS.values(), ID_X) for piece in _shown(number)]
    assert leaks(tmp_path / "site", [*wanted, HIDDEN_PHONE, CARD, " ".join(IDS["spaced"])]) == {}
    kept = leaks(tmp_path / "site", [f"热线{OPEN_PHONE}", f"{'*' * 14}{IDS['text'][-4:]}", "139****5678"])
    assert len(kept) == 3
    assert all("search" in files for files in kept.values())


@pytest.mark.parametrize("profile", ["inspection", "working"])
def test_the_same_look_finds_what_policy_allows(tmp_path: Path, profile: str) -> None:
    allowed = {kind: {"action": "allow"} for kind in ("resident_id", "mobile", "bank_card", "birth_date")}
    root = make_archive(tmp_path, _people(), archive={"policies": {"personal": allowed}})
    build_site(request_for(root, profile), tmp_path / "site", desk=False)
    planted = set(IDS.values()) - {IDS["broken"], IDS["spaced"]}
    if profile == "inspection":
        planted -= {IDS["label"]}
    assert planted - set(leaks(tmp_path / "site", planted)) == set()


def test_a_page_says_why_the_original_is_not_there(tmp_path: Path) -> None:
    root = make_archive(tmp_path, _people())
    build_site(request_for(root), tmp_path / "site", desk=False)
    assert not list((tmp_path / "site" / "files").iterdir())
    pages = list((tmp_path / "site" / "evidence").glob("*.html"))
    assert len(pages) == 4
    for page in pages:
        assert "原件含个人信息，以纸质形式备查；本页为脱敏文字" in page.read_text(encoding="utf-8")
