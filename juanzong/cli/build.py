"""`build`: evidence in, site out."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from juanzong.cli.exits import Exit
from juanzong.cli.options import (
    archive_option,
    json_option,
    profile_option,
    request,
    scheduler_option,
    today_option,
    workers_option,
)
from juanzong.cli.show import explain
from juanzong.findings import Finding, Severity
from juanzong.lang import Lang
from juanzong.model import Verdict
from juanzong.pipeline import Assessment, build_site
from juanzong.publish.catalogue import counts
from juanzong.waivers import blocking


def build_command(lang: Lang, site_lang: Lang) -> click.Command:
    """The command in one language; it makes sites in `site_lang`."""

    def run(
        archive: Path,
        site: Path,
        profile: str,
        today: object,
        workers: int,
        scheduler: str,
        *,
        strict: bool,
        renditions: bool,
        no_desk: bool,
        as_json: bool,
    ) -> int:
        asked = replace(
            request(archive, profile, today, workers, lang, quiet=as_json, scheduler=scheduler),
            lang=site_lang,
            renditions=renditions,
        )
        made = build_site(asked, site.resolve(), strict=strict, desk=not no_desk)
        stopped = strict and bool(_blocking(made))
        if as_json:
            click.echo(json.dumps(_summary(made), ensure_ascii=False))
        else:
            _tell(made, site, lang, stopped=stopped)
        return Exit.BLOCKED if stopped else Exit.FINE

    return click.Command(
        "build",
        callback=run,
        params=[
            archive_option(lang),
            click.Option(
                ["--site"],
                type=click.Path(file_okay=False, path_type=Path),
                default="site",
                show_default=True,
                help=lang.say("网站生成到哪里", "where the site goes"),
            ),
            profile_option(lang),
            today_option(lang),
            click.Option(
                ["--strict"],
                is_flag=True,
                help=lang.say("有错误就不生成", "do not publish while findings block"),
            ),
            click.Option(
                ["--renditions"],
                is_flag=True,
                help=lang.say(
                    "用 LibreOffice 把办公文档另做成 PDF，在网页上按原版式查看（需已安装 LibreOffice）",
                    "show Office files as PDF too, made by LibreOffice if it is installed",
                ),
            ),
            click.Option(
                ["--no-desk"],
                is_flag=True,
                help=lang.say("不更新 search 命令的检索库", "leave the index of the search command as it is"),
            ),
            workers_option(lang),
            scheduler_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("生成网站", "build the site"),
        help=lang.say(
            "收集 archive/ 中的材料，生成网站。"
            "\n\n例：python build_archive.py build --profile working --site 内部",
            "Build the site from archive/."
            "\n\nExample: python build_archive.py build --profile working --site inside",
        ),
    )


def _summary(made: Assessment) -> dict[str, object]:
    return {
        "profile": made.publication.profile_id,
        "items": made.items,
        "reused": made.reused,
        "counts": counts(made.publication).model_dump(),
        "withheld": made.verdicts[Verdict.WITHHELD] + made.verdicts[Verdict.SECRET],
        "findings": dict(sorted(Counter(f.code for f in made.findings).items())),
        "seconds": made.seconds,
        "bytes": counts(made.publication).bytes,
    }


def _blocking(made: Assessment) -> tuple[Finding, ...]:
    """What keeps a strict build from publishing: what blocks and was not waived."""
    return blocking(made.material.config.release, made.findings)


def _tell(made: Assessment, site: Path, lang: Lang, *, stopped: bool) -> None:
    if stopping := _blocking(made):
        click.echo(explain(stopping, lang), err=True)
    how_many = Counter(f.severity for f in made.findings)
    total = sum(made.seconds.values())
    size = counts(made.publication)
    click.echo(
        lang.say(
            f"材料 {made.items} 件，其中 {made.reused} 件未变、直接取用上次读取的结果；"
            f"暂不外发 {made.verdicts[Verdict.WITHHELD]} 件。",
            f"{made.items} items, {made.reused} unchanged and taken from the last reading;"
            f" {made.verdicts[Verdict.WITHHELD]} withheld.",
        )
    )
    click.echo(
        lang.say(
            f"问题：错误 {how_many[Severity.ERROR]}，警告 {how_many[Severity.WARNING]}，"
            f"提示 {how_many[Severity.NOTICE]}。逐条查看：python build_archive.py check",
            f"Findings: {how_many[Severity.ERROR]} errors, {how_many[Severity.WARNING]} warnings,"
            f" {how_many[Severity.NOTICE]} notices. See them with: python build_archive.py check",
        )
    )
    if stopped:
        click.echo(
            lang.say("有错误，没有生成网站（--strict）。", "Not published: findings block (--strict).")
        )
        return
    click.echo(
        lang.say(
            f"已生成 {size.indicators} 卷、{size.evidence} 件，用时 {total:.1f} 秒。"
            f"打开：{site / 'index.html'}",
            f"Built {size.indicators} dossiers, {size.evidence} items in {total:.1f} s."
            f" Open: {site / 'index.html'}",
        )
    )
