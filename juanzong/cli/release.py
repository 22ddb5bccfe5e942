"""`release`: write who collected, reviewed and released into `archive/release.yml` (先审后发).

The record is for people: what is not written anew, waivers and notes among it, stays as it stands. With a
release go the fingerprints of its pictures, for later rounds to know them again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from juanzong.authenticity.former import fingerprints
from juanzong.authenticity.looks import looks_of
from juanzong.cache import Cache
from juanzong.cli.exits import Exit
from juanzong.cli.options import archive_option, request, today_option, workers_option
from juanzong.cli.show import explain
from juanzong.cli.unchanged import findings
from juanzong.collect.git import history
from juanzong.findings import Finding, Severity
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.load.former import FOLDER
from juanzong.load.release import VOIDING
from juanzong.pipeline import assess
from juanzong.request import Request
from juanzong.waivers import blocking

_FILE = "release.yml"
_KEY = re.compile(r"^(?:#[^\n]*\n)*(?P<key>[a-z_]+):", re.MULTILINE)
_HEAD = "# 发布记录：谁收集、谁审核、谁签发（写职务），审核的是哪一次提交。\n"
_ORDER = ("collected", "reviewed", "released", "commit", "waivers")


@dataclass(frozen=True, slots=True)
class Steps:
    """Who did what, by post; empty where the step is not taken now."""

    collected: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    released: str = ""


def release_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        archive: Path,
        today: object,
        workers: int,
        collected: tuple[str, ...],
        reviewed: tuple[str, ...],
        released: str,
    ) -> int:
        asked = request(archive, "", today, workers, lang, quiet=False)
        steps = Steps(collected, reviewed, released)
        if steps == Steps():
            raise click.UsageError(
                lang.say(
                    "请写明谁收集（--collected）、谁审核（--reviewed）或谁签发（--by）。",
                    "Say who collected (--collected), who reviewed (--reviewed) or who releases (--by).",
                )
            )
        commit = history(asked.archive).commit
        if not commit:
            click.echo(
                lang.say(
                    "这里不是 git 仓库，或没有安装 git：审核要记到哪一次提交。",
                    "This is no git repository, or git is not installed: a review is of a commit.",
                ),
                err=True,
            )
            return Exit.USAGE
        path = asked.archive / _FILE
        before = path.read_text(encoding="utf-8") if path.exists() else None
        path.write_text(written(before or "", steps, asked.today, commit), encoding="utf-8", newline="\n")
        wrong = _against(findings(asked), asked.archive, signed=bool(released))
        if wrong:
            _put_back(path, before)
            click.echo(explain(wrong, lang), err=True)
            click.echo(lang.say("\n没有写入发布记录。", "\nThe record was not written."), err=True)
            return Exit.BLOCKED
        if released:
            _keep_fingerprints(asked)
        click.echo(
            lang.say(
                f"已写入 {_FILE}，请提交到 git（git add -A，git commit）。",
                f"Written to {_FILE}; now commit it (git add -A, git commit).",
            )
        )
        return Exit.FINE

    return click.Command(
        "release",
        callback=run,
        params=[
            archive_option(lang),
            today_option(lang),
            workers_option(lang),
            click.Option(
                ["--collected"],
                multiple=True,
                metavar=lang.say("职务", "POST"),
                help=lang.say("谁收集整理（可写几次）", "who collected (may be given several times)"),
            ),
            click.Option(
                ["--reviewed"],
                multiple=True,
                metavar=lang.say("职务", "POST"),
                help=lang.say(
                    "谁审核了当前这次提交（可写几次）",
                    "who reviewed the commit at hand (may be given several times)",
                ),
            ),
            click.Option(
                ["--by", "released"],
                default="",
                metavar=lang.say("职务", "POST"),
                help=lang.say("谁签发", "who releases"),
            ),
        ],
        short_help=lang.say("记录审核和签发", "record review and release"),
        help=lang.say(
            "把谁收集、谁审核、谁签发写入 archive/release.yml；先审后发，还有错误没有改正或豁免时不能签发。"
            "\n\n例：python build_archive.py release --reviewed 创建办副主任"
            "\n\n    python build_archive.py release --by 创建办主任",
            "Write who collected, reviewed and released into archive/release.yml: review comes first, and"
            " nothing is released while errors are neither mended nor waived."
            "\n\nExample: python build_archive.py release --reviewed 创建办副主任",
        ),
    )


def _against(found: Sequence[Finding], archive: Path, *, signed: bool) -> list[Finding]:
    """What keeps the record as it now stands from being good."""
    config, wrong = load(archive)
    if config is None:
        return [one for one in wrong if one.severity is Severity.ERROR]
    void = [one for one in found if one.code in VOIDING and one.subject == _FILE]
    return [*void, *blocking(config.release, found)] if signed else void


def _keep_fingerprints(asked: Request) -> None:
    """Tell later rounds which pictures this one was released with."""
    material = assess(asked).material
    this = material.config.archive.round
    with Cache.open(asked.cache) as cache:
        looks = looks_of([s.evidence for s in material.screened], cache)
    path = asked.archive / FOLDER / f"{this.inspection}.yml"
    path.parent.mkdir(exist_ok=True)
    text = fingerprints(this.name, material.screened, looks)
    path.write_text(text, encoding="utf-8", newline="\n")


def _put_back(path: Path, before: str | None) -> None:
    if before is None:
        path.unlink()
    else:
        path.write_text(before, encoding="utf-8", newline="\n")


def written(before: str, steps: Steps, day: date, commit: str) -> str:
    """The record with these steps in it; a new review takes the place of the earlier one and its release."""
    blocks = _blocks(before)
    if steps.collected:
        blocks["collected"] = _handlings("collected", steps.collected, day)
    if steps.reviewed:
        blocks["reviewed"] = _handlings("reviewed", steps.reviewed, day)
        blocks["commit"] = f"commit: {commit}\n"
        blocks.pop("released", None)
    if steps.released:
        blocks["released"] = f"released: {{by: {_quoted(steps.released)}, date: {day}}}\n"
    known = [key for key in ("", *_ORDER) if key in blocks]
    return "".join(blocks[key] for key in (*known, *(key for key in blocks if key not in known)))


def _blocks(text: str) -> dict[str, str]:
    """The parts of a record by key, each with the notes above it; what heads the file stands under ``."""
    hits = list(_KEY.finditer(text))
    if not hits:
        return {"": text or _HEAD}
    starts = [hits[0].start("key"), *(hit.start() for hit in hits[1:])]
    blocks = {"": text[: starts[0]]}
    for hit, start, end in zip(hits, starts, [*starts[1:], len(text)], strict=True):
        blocks[hit["key"]] = text[start:end].removesuffix("\n") + "\n"
    return blocks


def _handlings(key: str, posts: Sequence[str], day: date) -> str:
    rows = "".join(f"  - {{by: {_quoted(post)}, date: {day}}}\n" for post in posts)
    return f"{key}:\n{rows}"


def _quoted(text: str) -> str:
    """A YAML scalar in single quotes: any post may stand in it."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
