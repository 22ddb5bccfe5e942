"""Several carriers: each a whole site, the files shared out by dossier, none lost."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.cli import main
from juanzong.load.handoff import Carrier, Packed
from juanzong.pack.split import bytes_of, share_out
from juanzong.pack.zips import zip_of
from juanzong.publish import publish
from tests.pack.making import Released, built, tree
from tools import verify

LIMITS = Carrier(cluster_bytes=512, spare_bytes=0)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Three dossiers of some weight; one item serves two."""
    chance = random.Random(3)
    words = "交通秩序礼让斑马线图书馆全民阅读垃圾分类"
    texts = {code: "".join(chance.choices(words, k=60_000)) for code in ("A-1", "A-2", "B-1", "B-2")}
    files = {f"{code}/{code}的说明.txt": f"关于{code}的说明\n{text}" for code, text in texts.items()}
    return built(tmp_path_factory.mktemp("many"), {**files, "A-1/甲.txt.yml": "title: 甲\n"})


@pytest.mark.parametrize(
    ("text", "size"), [("16GB", 16 * 10**9), ("1.5 tb", 15 * 10**11), ("512MB", 512 * 10**6), ("16", None)]
)
def test_sizes_are_read_as_they_stand_on_sticks(text: str, size: int | None) -> None:
    assert bytes_of(text) == size


def _common(many: Released) -> int:
    whole = sum(len(content) for content in tree(many.site).values())
    return whole - sum(file.bytes for file in many.prepared.files.values())


def test_every_file_is_on_some_carrier_and_every_page_says_where(many: Released, tmp_path: Path) -> None:
    one = max(file.bytes for file in many.prepared.files.values())
    volumes, found = share_out(many.prepared, many.site, _common(many) + 2 * one + 200_000, LIMITS)
    assert found == ()
    assert len(volumes) > 1
    held = [set(volume.files) for volume in volumes]
    assert set().union(*held) == set(many.prepared.files)
    for prepared, ids in zip(volumes, held, strict=True):
        assert prepared.volume
        for dossier in prepared.publication.dossiers:
            items = {entry.evidence_id for entry in dossier.entries}
            assert items <= ids or any(items <= other for other in held), "a dossier is never parted"
        assert set(prepared.volume.elsewhere) == set(many.prepared.files) - ids
        site = tmp_path / f"site-{prepared.volume.number}"
        publish(prepared, site)
        part = replace(many, prepared=prepared, site=site)
        made = part.pack(tmp_path / f"{prepared.volume.number}")
        assert made.packed
        assert made.packed.volume == f"{prepared.volume.number}/{len(volumes)}"
        target = tmp_path / f"{prepared.volume.number}"
        info = verify.read_info((target / verify.INFO).read_bytes())
        assert info["Bag-Count"] == f"{prepared.volume.number} of {len(volumes)}"
        assert verify.check(target).holds
        for evidence_id, number in prepared.volume.elsewhere.items():
            page = (target / f"data/evidence/{evidence_id}.html").read_text(encoding="utf-8")
            assert f"原件在第 {number} 盘" in page
            assert evidence_id in held[number - 1]


def test_what_fits_is_not_shared_out(many: Released) -> None:
    assert share_out(many.prepared, many.site, 10**9, LIMITS) == ((many.prepared,), ())


def test_a_dossier_that_fits_on_no_carrier_is_named(many: Released) -> None:
    _, found = share_out(many.prepared, many.site, _common(many) + 100_000, LIMITS)
    assert {finding.code for finding in found} == {"JZ913"}


def test_carriers_too_small_for_what_each_holds_are_told_once(many: Released) -> None:
    _, found = share_out(many.prepared, many.site, 1000, LIMITS)
    assert [finding.code for finding in found] == ["JZ915"]


def test_the_command_writes_one_carrier_or_each_to_its_folder(
    many: Released, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(many.root.parent)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    common = ["pack", str(tmp_path / "盘"), "--draft", "--today", "2026-06-01", "--split"]
    assert main([*common, "1GB", "--volume", "2"]) == 1
    assert "JZ914" in capsys.readouterr().err
    assert main([*common, "一大盘"]) == 2
    assert main([*common, "1GB"]) == 0
    assert verify.check(tmp_path / "盘").holds, "one is enough"


@pytest.mark.parametrize(("volume", "name"), [(None, "全.zip"), ("2/3", "全-第2盘.zip")])
def test_each_carrier_has_a_zip_of_its_own(volume: str | None, name: str) -> None:
    packed = Packed(
        digest="0" * 64, date=date(2026, 6, 1), commit="0" * 40, items=1, files=1, bytes=1, volume=volume
    )
    assert zip_of(packed, Path("外/全.zip")) == Path("外") / name
