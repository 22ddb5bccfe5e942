"""Pictures that an earlier round was released with: what is shown again is no proof of this year's work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import yaml

from juanzong.authenticity.looks import Look
from juanzong.authenticity.pictures import near
from juanzong.findings import Finding, finding
from juanzong.load.former import FormerPicture
from juanzong.load.models import Format
from juanzong.model import Config, Evidence, Screened, Verdict

_HEAD = "# 本届签发时照片的指纹，供下一届核对有没有旧照片充新；由 release 命令写成，不必修改。\n"


def shown_before(
    config: Config, evidence: Iterable[Evidence], looks: Mapping[str, Look]
) -> Iterator[Finding]:
    """Pictures of the evidence that look like one of an earlier round; each once, the nearest named."""
    pictures = [one for one in evidence if one.id in looks and _counts(one)]
    former = [
        (one, picture)
        for one in config.former
        if one.round != config.archive.round.name
        for picture in one.pictures
    ]
    known = [_look(picture) for _, picture in former]
    rules = config.archive.thresholds.authenticity
    nearest: dict[int, tuple[int, int]] = {}
    for a, b, distance in near(rules, [looks[one.id] for one in pictures], known):
        nearest[a] = min(nearest.get(a, (distance, b)), (distance, b))
    for a, (distance, b) in sorted(nearest.items()):
        told, picture = former[b]
        yield finding("JZ473", pictures[a].item.path, round=told.round, other=picture.name, distance=distance)


def fingerprints(round_name: str, screened: Sequence[Screened], looks: Mapping[str, Look]) -> str:
    """The file that tells later rounds what this one was released with, by path."""
    shown = (s.evidence for s in screened if s.verdict is Verdict.RELEASED)
    pictures = [
        {"name": one.item.shown_path, "look": _written(looks[one.id]), "light": looks[one.id].light}
        for one in sorted(shown, key=lambda one: one.item.path)
        if one.id in looks and _counts(one)
    ]
    told = {"round": round_name, "pictures": pictures}
    return _HEAD + yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=200)


def _counts(one: Evidence) -> bool:
    """Whether it is a picture of the evidence; those of the ledger are of their problem."""
    return one.item.media.format is Format.IMAGE and not one.item.of_ledger


def _written(look: Look) -> str:
    return f"{look.differences:016x}{look.frequencies:016x}"


def _look(picture: FormerPicture) -> Look:
    half = len(picture.look) // 2
    return Look(int(picture.look[:half], 16), int(picture.look[half:], 16), 0, picture.light)
