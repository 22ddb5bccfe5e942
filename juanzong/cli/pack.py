"""`pack`: the released site onto a stick."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from juanzong.cache import Cache
from juanzong.cli.exits import Exit
from juanzong.cli.options import (
    archive_option,
    json_option,
    profile_option,
    request,
    today_option,
    workers_option,
)
from juanzong.cli.show import explain, rows
from juanzong.findings import order
from juanzong.lang import Lang
from juanzong.model import Prepared, Verdict
from juanzong.pack import Delivery, pack
from juanzong.pack.bag import DOOR
from juanzong.pack.gate import barred, unlike
from juanzong.pack.record import HANDOFFS, record
from juanzong.pack.sign import Key
from juanzong.pack.zips import zip_bag
from juanzong.pipeline import prepare
from juanzong.publish import publish
from juanzong.request import Request


def pack_command(lang: Lang, site_lang: Lang) -> click.Command:
    """The command in one language; it packs sites in `site_lang`."""

    def run(
        target: Path,
        archive: Path,
        profile: str,
        today: object,
        workers: int,
        site: Path | None,
        sign: Path | None,
        zip_file: Path | None,
        *,
        draft: bool,
        as_json: bool,
    ) -> int:
        key = Key.open(sign) if sign else None
        asked = request(archive, profile, today, workers, site_lang, quiet=as_json)
        prepared, assessment = prepare(asked)
        found = list(barred(prepared.publication, assessment.findings, draft=draft))
        if site and not found:
            found += unlike(prepared, site)
        made = Delivery(None, order(found))
        if not found:
            made = _made(asked, prepared, site, target, draft=draft, key=key)
        if made.packed and zip_file:
            zip_bag(target, zip_file)
        if made.packed and not draft:
            record(asked.archive, made.packed)
        if as_json:
            click.echo(json.dumps(_summary(made, lang), ensure_ascii=False))
        else:
            withheld = assessment.verdicts[Verdict.WITHHELD] + assessment.verdicts[Verdict.SECRET]
            for line in _told(made, target, withheld, lang, draft=draft):
                click.echo(line, err=made.packed is None)
        return Exit.FINE if made.packed else Exit.BLOCKED

    return click.Command(
        "pack",
        callback=run,
        params=[
            click.Argument(["target"], type=click.Path(file_okay=False, path_type=Path), metavar="DIR"),
            archive_option(lang),
            profile_option(lang),
            today_option(lang),
            click.Option(
                ["--site"],
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                help=lang.say(
                    "用已经生成的网站（须与档案一致），不再生成", "take a site that was built; do not build"
                ),
            ),
            click.Option(
                ["--sign"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="KEY",
                help=lang.say("用这个 SSH 密钥签名", "sign with this SSH key"),
            ),
            click.Option(
                ["--zip", "zip_file"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help=lang.say("另存一个压缩包（不在载体上）", "also as a zip, beside the carrier"),
            ),
            click.Option(
                ["--draft"],
                is_flag=True,
                help=lang.say("试制：不要求签发，载体上注明", "a trial: needs no release and says so"),
            ),
            workers_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("制作移交载体（U 盘）", "make a carrier to hand over"),
        help=lang.say(
            "检查发布记录，生成迎检网站，按 BagIt 1.0 写到 DIR（U 盘根目录或空文件夹），逐个文件读回核对。"
            "再次运行只写有变化的文件；中断后重新运行即接着写。\n\n例：python build_archive.py pack E:\\",
            "Check the release, build the inspectors' site and write it to DIR, the root of a stick or an"
            " empty folder, as a BagIt 1.0 bag; every file is read back. A second run writes what changed;"
            " an interrupted one is continued.\n\nExample: python build_archive.py pack /media/stick",
        ),
    )


def _made(
    asked: Request, prepared: Prepared, site: Path | None, target: Path, *, draft: bool, key: Key | None
) -> Delivery:
    built = site or asked.work / "pack" / "site"
    if site is None:
        asked.progress("publish", 0, 0)
        publish(prepared, built)
    with Cache.open(asked.cache) as cache:
        return pack(prepared, built, target, cache, asked.progress, draft=draft, key=key)


def _summary(made: Delivery, lang: Lang) -> dict[str, object]:
    return {
        "packed": made.packed.model_dump(mode="json") if made.packed else None,
        "written": made.written,
        "kept": made.kept,
        "removed": made.removed,
        "findings": rows(made.findings, lang),
    }


def _told(made: Delivery, target: Path, withheld: int, lang: Lang, *, draft: bool) -> Iterator[str]:
    packed = made.packed
    if packed is None:
        yield explain(made.findings, lang)
        yield lang.say("没有写入任何文件。", "Nothing was written.")
        return
    yield lang.say(
        f"已写好 {packed.files} 个文件、{packed.bytes / 1e6:,.1f} MB（新写 {made.written}，沿用 {made.kept}，"
        f"删除过时的 {made.removed}），逐个读回核对无误。",
        f"{packed.files} files, {packed.bytes / 1e6:,.1f} MB are there and were read back"
        f" ({made.written} written, {made.kept} kept, {made.removed} obsolete removed).",
    )
    yield lang.say(
        f"材料 {packed.items} 件；按规定未移交 {withheld} 件（此数不写入载体）。",
        f"{packed.items} items; {withheld} withheld (the carrier does not say so).",
    )
    yield lang.say(f"整袋摘要 SHA-256：{packed.digest}", f"digest of the whole, SHA-256: {packed.digest}")
    if draft:
        yield lang.say(
            "试制件：载体上已注明未经签发。", "A draft: the carrier says that it was not released."
        )
    else:
        yield lang.say(
            f"已记入 {HANDOFFS}，请提交到 git；以后可用 verify 核对。",
            f"Recorded in {HANDOFFS}: commit it, and `verify` can hold carriers against it.",
        )
    yield lang.say(
        f"弹出载体后即可移交。打开：{target / DOOR}",
        f"Eject the carrier and hand it over. Open: {target / DOOR}",
    )
