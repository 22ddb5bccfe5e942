from datetime import date

import pytest

from juanzong.findings import Finding, finding
from juanzong.lang import Lang
from juanzong.load.release import Release, Waiver
from juanzong.waivers import answer, blocking, unused, waived

BROKEN = finding("JZ202", "evidence/A-1/甲.pdf")
SECRET = finding("JZ402", "evidence/A-1/乙.pdf", mark="机密")
BLURRED = finding("JZ463", "evidence/A-1/丙.jpg", sharpness=5, least=60)
FOUND = (BROKEN, SECRET, BLURRED)


def waiver(one: Finding, **changed: object) -> Waiver:
    said = {"by": "主任", "reason": "仅存", "date": date(2026, 11, 19), **changed}
    return Waiver(code=one.code, subject=one.subject, **said)


def test_what_somebody_answers_for_does_not_block() -> None:
    release = Release(waivers=(waiver(BROKEN), waiver(BLURRED)))
    assert blocking(Release(), FOUND) == (BROKEN, SECRET)
    assert blocking(release, FOUND) == (SECRET,)
    assert set(waived(release, FOUND)) == {BROKEN, BLURRED}


@pytest.mark.parametrize("lacking", ["by", "reason", "date"])
def test_without_name_reason_or_day_it_does_not_count(lacking: str) -> None:
    release = Release(waivers=(waiver(BROKEN, **{lacking: None}),))
    assert blocking(release, FOUND) == (BROKEN, SECRET)
    assert waived(release, FOUND) == {}


def test_secrets_cannot_be_waived() -> None:
    release = Release(waivers=(waiver(SECRET),))
    assert blocking(release, FOUND) == (BROKEN, SECRET)


def test_another_file_is_not_meant() -> None:
    release = Release(waivers=(waiver(finding("JZ202", "evidence/A-1/丁.pdf")),))
    assert blocking(release, FOUND) == (BROKEN, SECRET)
    assert [f.code for f in unused(release, FOUND)] == ["JZ166"]
    assert unused(Release(waivers=(waiver(BROKEN),)), FOUND) == ()


def test_who_answers_is_said_in_both_languages() -> None:
    assert answer(waiver(BROKEN), Lang.ZH) == "已豁免：主任，2026-11-19，仅存"
    assert answer(waiver(BROKEN), Lang.EN) == "waived by 主任 on 2026-11-19: 仅存"
