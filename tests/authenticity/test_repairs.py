"""Pictures of the ledger that cannot be true."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from juanzong.authenticity.looks import look_at
from juanzong.authenticity.repairs import sham_repairs
from juanzong.load.problems import Problem
from juanzong.model import Evidence, Screened, Verdict
from tests.authenticity.making import picture, scene
from tests.site.factory import make_config


def problem(no: str, **more: object) -> Problem:
    stated = {"id": no, "source": "督查", "found": date(2026, 3, 10), "category": "卫生", "text": "脏"}
    return Problem.model_validate({**stated, **more})


def of_ledger(one: Evidence, path: str) -> Evidence:
    (place,) = one.item.placements
    return replace(one, item=replace(one.item, placements=(replace(place, path=path, folder=None),)))


def shot(path: str, seed: int, taken: date | None = None) -> Evidence:
    return of_ledger(picture(path, image=scene(seed), taken=taken), f"problems/{path}")


def told(
    problems: Sequence[Problem], pictures: Sequence[Evidence], verdicts: Mapping[str, Verdict] | None = None
) -> set[tuple[str, str]]:
    config = replace(make_config(), problems=tuple(problems))
    screened = [Screened(one, (verdicts or {}).get(one.item.path, Verdict.RELEASED)) for one in pictures]
    looks = {
        one.id: look_at(one.extraction.preview.thumbnail)
        for one in pictures
        if one.extraction.preview.thumbnail
    }
    return {(f.subject, f.code) for f in sham_repairs(config, screened, looks)}


BEFORE, AFTER = shot("1/前.jpg", 1), shot("1/后.jpg", 2)
GOOD = problem("1", before=["problems/1/前.jpg"], after=["problems/1/后.jpg"], done=date(2026, 3, 12))


def test_nothing_is_said_of_what_is_in_order() -> None:
    assert told([GOOD], [BEFORE, AFTER]) == set()


def test_ids_and_the_slashes_of_windows_name_pictures_too() -> None:
    one = problem("1", before=[BEFORE.id], after=["problems\\1\\后.jpg"])
    assert told([one], [BEFORE, AFTER]) == set()


def test_one_picture_is_not_before_and_after() -> None:
    one = problem("1", before=["problems/1/前.jpg"], after=["problems/1/前.jpg"])
    assert told([one], [BEFORE]) == {("problems/1.yml", "JZ643")}


def test_one_picture_saved_again_is_suspected() -> None:
    again = of_ledger(
        picture("又.jpg", image=scene(1).resize((300, 225)).resize((240, 180))), "problems/1/后.jpg"
    )
    assert told([GOOD], [BEFORE, again]) == {("problems/1.yml", "JZ644")}


def test_one_picture_serves_one_problem() -> None:
    other = problem("2", before=["problems/1/前.jpg"])
    assert told([GOOD, other], [BEFORE, AFTER]) == {
        ("problems/1.yml", "JZ646"),
        ("problems/2.yml", "JZ646"),
    }


def test_the_result_is_not_older_than_the_problem() -> None:
    early = shot("1/后.jpg", 2, taken=date(2026, 3, 9))
    assert told([GOOD], [BEFORE, early]) == {("problems/1.yml", "JZ645")}
    same_day = shot("1/后.jpg", 2, taken=date(2026, 3, 10))
    assert told([GOOD], [BEFORE, same_day]) == set()


def test_the_problem_is_not_younger_than_its_end() -> None:
    late = shot("1/前.jpg", 1, taken=date(2026, 3, 13))
    assert told([GOOD], [late, AFTER]) == {("problems/1.yml", "JZ647")}


def test_what_is_not_there_or_withheld_proves_nothing() -> None:
    assert told([GOOD], [BEFORE]) == {("problems/1.yml", "JZ648")}
    withheld = {AFTER.item.path: Verdict.WITHHELD}
    assert ("problems/1.yml", "JZ648") in told([GOOD], [BEFORE, AFTER], withheld)


def test_pictures_nobody_uses_are_named() -> None:
    assert told([], [BEFORE]) == {("problems/1/前.jpg", "JZ649")}
