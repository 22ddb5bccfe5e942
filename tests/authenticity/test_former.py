"""A picture of an earlier round is known again, saved anew or not; those of the round itself are its own."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from PIL import Image

from juanzong.authenticity.former import fingerprints, shown_before
from juanzong.authenticity.looks import Look, look_at
from juanzong.load import load
from juanzong.load.former import FormerRound
from juanzong.model import Config, Evidence, Placement, Screened, Verdict
from tests.archives import ARCHIVE, make_archive
from tests.values import JPEG, PDF, make_evidence

OLD, NEW = make_evidence(media=JPEG, name="旧.jpg"), make_evidence(media=JPEG, name="新.jpg")
ROUND = ARCHIVE["round"]["name"]


def look(seed: int, quality: int = 90, size: int = 320) -> Look:
    image = Image.effect_mandelbrot((320, 240), (-2.0 + seed / 9, -1.2, 0.6, 1.1 + seed / 20), 60)
    held = io.BytesIO()
    image.resize((size, size * 3 // 4)).convert("RGB").save(held, "WEBP", quality=quality)
    return look_at(held.getvalue())


def config_with(tmp_path: Path, *rounds: FormerRound) -> Config:
    config, found = load(make_archive(tmp_path, {}))
    assert config is not None, found
    return replace(config, former=rounds)


def made(name: str, screened: list[Screened], looks: Mapping[str, Look]) -> FormerRound:
    return FormerRound.model_validate(yaml.safe_load(fingerprints(name, screened, looks)))


def released(*evidence: Evidence) -> list[Screened]:
    return [Screened(one, Verdict.RELEASED) for one in evidence]


def test_a_picture_saved_again_is_known_from_an_earlier_round(tmp_path: Path) -> None:
    before = made("2025年度", released(OLD), {OLD.id: look(1)})
    looks = {NEW.id: look(1, quality=40, size=240)}
    (one,) = shown_before(config_with(tmp_path, before), [NEW], looks)
    assert (one.code, one.subject) == ("JZ473", NEW.item.path)
    assert dict(one.details)["other"] == OLD.item.path
    assert dict(one.details)["round"] == "2025年度"


def test_another_picture_is_not(tmp_path: Path) -> None:
    before = made("2025年度", released(OLD), {OLD.id: look(1)})
    assert not list(shown_before(config_with(tmp_path, before), [NEW], {NEW.id: look(5)}))
    assert not list(shown_before(config_with(tmp_path / "b"), [NEW], {NEW.id: look(1)}))


def test_the_pictures_of_the_round_itself_are_its_own(tmp_path: Path) -> None:
    own = made(ROUND, released(OLD), {OLD.id: look(1)})
    assert not list(shown_before(config_with(tmp_path, own), [OLD], {OLD.id: look(1)}))


def test_only_released_pictures_of_the_evidence_are_told_to_later_rounds() -> None:
    ledger = replace(NEW.item, placements=(Placement("problems/1/前.jpg", None),))
    paper, secret = make_evidence("字", media=PDF), make_evidence(media=JPEG, name="机密.jpg")
    screened = [
        *released(OLD, replace(NEW, item=ledger), paper),
        Screened(secret, Verdict.SECRET),
        Screened(make_evidence(media=JPEG, name="内.jpg"), Verdict.WITHHELD),
    ]
    looks = {s.evidence.id: look(1) for s in screened}
    assert [picture.name for picture in made("2026", screened, looks).pictures] == [OLD.item.path]


@pytest.mark.parametrize("text", ["round: 2025\npictures: [{name: a, look: xyz, light: 3}]", "pictures: []"])
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    root = make_archive(tmp_path, {})
    (root / "fingerprints").mkdir()
    (root / "fingerprints/2025.yml").write_text(text, encoding="utf-8")
    config, found = load(root)
    assert config is None
    assert {f.subject for f in found if f.blocks} == {"fingerprints/2025.yml"}
