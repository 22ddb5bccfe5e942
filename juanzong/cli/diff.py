"""`diff`: what a new standard changes, dossier by dossier."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from juanzong.cli.exits import Exit
from juanzong.cli.options import archive_option, json_option, request, today_option, workers_option
from juanzong.findings import Finding, order
from juanzong.lang import Lang
from juanzong.load.kin import load_edition
from juanzong.model import Dossier
from juanzong.model.change import Carry, Change, Comparison, Op
from juanzong.names import Names
from juanzong.office.editions import compare
from juanzong.pipeline import assess
from juanzong.request import ConfigurationError, Request


def diff_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        edition_a: str, edition_b: str, archive: Path, today: object, workers: int, *, as_json: bool
    ) -> int:
        asked = request(archive, "", today, workers, lang, quiet=as_json)
        compared = _compared(asked.archive, edition_a, edition_b)
        actors = _actors(asked)
        if as_json:
            rows = [_row(change, actors) for change in compared.changes]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            _print(compared, actors, lang)
        return Exit.FINE

    return click.Command(
        "diff",
        callback=run,
        params=[
            click.Argument(["edition_a"], metavar="EDITION_A"),
            click.Argument(["edition_b"], metavar="EDITION_B"),
            archive_option(lang),
            today_option(lang),
            workers_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("新旧测评体系对照", "compare two standards"),
        help=lang.say(
            "对照两版测评体系（editions/ 下的文件名）：哪些卷宗整卷沿用，哪些要核对、要补材料，谁来办。"
            "\n\n例：python build_archive.py diff 2023 2026",
            "Compare two standards by their names in editions/: which dossiers carry over, which need more"
            " proof, and who must act.\n\nExample: python build_archive.py diff 2023 2026",
        ),
    )


def _compared(root: Path, before: str, now: str) -> Comparison:
    """Both standards, held against each other.

    Raises:
        ConfigurationError: one of them is not there or broken.
    """
    found: list[Finding] = []
    editions = [load_edition(root, name, found) for name in (before, now)]
    old, new = editions
    if old is None or new is None:
        raise ConfigurationError(order(one for one in found if one.blocks))
    return compare(old, new)


@dataclass(frozen=True, slots=True)
class _Actor:
    """How far a dossier is, and who has it."""

    state: str
    unit: str
    person: str


def _actors(asked: Request) -> Mapping[str, _Actor]:
    """The dossiers of the current standard, by code."""
    publication = assess(asked).publication
    names = Names(publication.config.organisation)

    def actor(dossier: Dossier) -> _Actor:
        owner = dossier.owner
        return _Actor(
            dossier.state.value, names.unit(owner.lead_unit), names.person(owner.liaison or owner.person)
        )

    return {dossier.code: actor(dossier) for dossier in publication.dossiers}


def _of(change: Change, actors: Mapping[str, _Actor]) -> _Actor:
    codes = (change.code, *(leaf.code for leaf in change.old))
    return next((actors[code] for code in codes if code in actors), _Actor("", "", ""))


def _row(change: Change, actors: Mapping[str, _Actor]) -> dict[str, object]:
    actor = _of(change, actors)
    return {
        "code": change.code,
        "title": (change.new or change.old[0]).title,
        "old": [leaf.code for leaf in change.old],
        "kinds": [kind.value for kind in change.kinds],
        "carry": change.carry.value,
        "words": [[run.op.value, run.text] for run in change.words],
        "score": [None if s is None else float(s) for s in (change.score_before, change.score_now)],
        "needs": [{"kind": n.kind, "before": n.before, "now": n.now} for n in change.needs],
        "note": change.note,
        "state": actor.state,
        "unit": actor.unit,
        "person": actor.person,
    }


def _print(compared: Comparison, actors: Mapping[str, _Actor], lang: Lang) -> None:
    heads = {
        Carry.NEW: lang.say("新建卷宗", "new dossiers"),
        Carry.PROOF: lang.say("补充材料", "need more proof"),
        Carry.REVIEW: lang.say("核对后沿用", "to be reviewed"),
        Carry.WHOLE: lang.say("整卷沿用", "carry over whole"),
        Carry.DROPPED: lang.say("不再要求", "asked for no more"),
    }
    click.echo(f"{compared.before.title} → {compared.now.title}")
    for carry, head in heads.items():
        changes = compared.of(carry)
        click.echo(lang.say(f"\n{head}（{len(changes)}）", f"\n{head} ({len(changes)})"))
        for change in changes:
            shown, actor = change.new or change.old[0], _of(change, actors)
            old = lang.say("、", ", ").join(leaf.code for leaf in change.old if leaf.code != change.code)
            was = f" ← {old}" if change.new and old else ""
            click.echo(f"  {change.code}{was} {shown.title}  {actor.unit} {actor.person}".rstrip())
            for need in change.needs:
                click.echo(f"      {need.kind} {need.before} → {need.now}")
            if carry is Carry.REVIEW and any(run.op is not Op.KEPT for run in change.words):
                click.echo(f"      {_marked(change)}")


def _marked(change: Change) -> str:
    """The wording on one line: what is gone in `[-…-]`, what is new in `{+…+}`."""
    marks = {Op.KEPT: ("", ""), Op.DELETED: ("[-", "-]"), Op.INSERTED: ("{+", "+}")}
    text = "".join(f"{marks[run.op][0]}{run.text}{marks[run.op][1]}" for run in change.words)
    return text.replace("\n", " ")
