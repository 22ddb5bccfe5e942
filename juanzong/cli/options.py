"""Options that several commands share, and the request they make."""

import os
from datetime import date
from pathlib import Path

import click

from juanzong.cli.show import Bar
from juanzong.lang import Lang
from juanzong.request import Request, work_folder


def archive_option(lang: Lang) -> click.Option:
    """Where the evidence is."""
    return click.Option(
        ["--archive"],
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default="archive",
        show_default=True,
        help=lang.say("材料文件夹，其中有 archive.yml", "the folder of archive.yml"),
    )


def profile_option(lang: Lang, default: str = "inspection") -> click.Option:
    """For whom."""
    return click.Option(
        ["--profile"],
        default=default,
        show_default=True,
        help=lang.say("发布方案：inspection 迎检，working 内部工作", "inspection (default) or working"),
    )


def today_option(lang: Lang) -> click.Option:
    """The day that counts as today."""
    return click.Option(
        ["--today"],
        type=click.DateTime(["%Y-%m-%d"]),
        help=lang.say(
            "以哪一天为今天（缺省为系统日期）", "the day that counts as today (default: the clock)"
        ),
    )


def workers_option(lang: Lang) -> click.Option:
    """How many files are read at once."""
    return click.Option(
        ["--workers"],
        type=click.IntRange(1, 256),
        default=os.cpu_count() or 1,
        help=lang.say("同时读取几个文件", "how many files are read at once"),
    )


def scheduler_option(lang: Lang) -> click.Option:
    """The cluster that reads the files."""
    return click.Option(
        ["--scheduler"],
        default="",
        metavar="tcp://HOST:PORT",
        help=lang.say(
            "交给 Dask 集群读取：调度器地址（需安装 juanzong[dask]；只用于可信网络）",
            "have a Dask cluster read: its scheduler (needs juanzong[dask]; trusted networks only)",
        ),
    )


def json_option(lang: Lang) -> click.Option:
    """Output for machines."""
    return click.Option(
        ["--json", "as_json"],
        is_flag=True,
        help=lang.say("输出 JSON，供程序使用", "print JSON for machines"),
    )


def request(
    archive: Path,
    profile: str,
    today: object,
    workers: int,
    lang: Lang,
    *,
    quiet: bool,
    scheduler: str = "",
) -> Request:
    """The request that the shared options make; a progress bar only on a terminal."""
    root = archive.resolve()
    return Request(
        archive=root,
        profile=profile,
        today=getattr(today, "date", date.today)(),
        work=work_folder(root),
        workers=workers,
        scheduler=scheduler,
        lang=lang,
        progress=Bar(lang, quiet=quiet),
    )
