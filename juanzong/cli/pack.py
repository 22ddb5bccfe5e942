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
from juanzong.findings import finding, order
from juanzong.lang import Lang
from juanzong.model import Prepared, Verdict
from juanzong.pack import Delivery, pack
from juanzong.pack.bag import DOOR, PRINTED
from juanzong.pack.gate import barred, unlike
from juanzong.pack.printed import printed
from juanzong.pack.record import HANDOFFS, record
from juanzong.pack.sign import Key
from juanzong.pack.split import bytes_of, share_out
from juanzong.pack.zips import keep_off, zip_bag, zip_of
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
        split: int | None,
        volume: int | None,
        *,
        draft: bool,
        pdf: bool,
        as_json: bool,
    ) -> int:
        key = Key.open(sign) if sign else None
        if zip_file:
            keep_off(target, zip_file)
        asked = request(archive, profile, today, workers, site_lang, quiet=as_json)
        prepared, assessment = prepare(asked)
        found = list(barred(prepared.publication, assessment.findings, draft=draft))
        if site and not found:
            found += unlike(prepared, site)
        withheld = assessment.verdicts[Verdict.WITHHELD] + assessment.verdicts[Verdict.SECRET]
        deliveries = [(target, Delivery(None, order(found)))] if found else []
        if not found:
            deliveries = list(
                _delivered(asked, prepared, site, target, split, volume, draft=draft, pdf=pdf, key=key)
            )
        for folder, made in deliveries:
            if made.packed and not draft:
                record(asked.archive, made.packed)
            for line in () if as_json else _told(made, folder, withheld, lang, draft=draft):
                click.echo(line, err=made.packed is None)
            if made.packed and zip_file:
                zip_bag(folder, zip_of(made.packed, zip_file))
        if as_json:
            told = [_summary(made, lang) for _, made in deliveries]
            click.echo(json.dumps(told if split else told[0], ensure_ascii=False))
        return Exit.FINE if all(made.packed for _, made in deliveries) else Exit.BLOCKED

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
                ["--pdf"],
                is_flag=True,
                help=lang.say(
                    "附上全部卷宗的打印稿（PDF，需有 Chromium、Chrome 或 Edge）",
                    "add all dossiers as a PDF (needs Chromium, Chrome or Edge)",
                ),
            ),
            click.Option(
                ["--split"],
                callback=_size,
                metavar="SIZE",
                help=lang.say(
                    "一盘放不下时分盘：每盘容量，如 16GB", "share out to carriers of this size, such as 16GB"
                ),
            ),
            click.Option(
                ["--volume"],
                type=click.IntRange(1),
                help=lang.say(
                    "分盘时只写第几盘到 DIR；不写则各盘写到 DIR 下的“第几盘”",
                    "with --split: write only this one, to DIR",
                ),
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


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """The bytes of a size such as `16GB`."""
    size = bytes_of(value) if value else None
    if value and size is None:
        raise click.BadParameter(f"{value}（16GB、512MB）")
    return size


def _delivered(
    asked: Request,
    prepared: Prepared,
    site: Path | None,
    target: Path,
    split: int | None,
    only: int | None,
    *,
    draft: bool,
    pdf: bool,
    key: Key | None,
) -> Iterator[tuple[Path, Delivery]]:
    """Every carrier's folder and what became of it."""
    built = site or _built(asked, prepared, "site")
    volumes: tuple[Prepared, ...] = (prepared,)
    if split:
        limits = prepared.publication.config.archive.handoff.carrier
        volumes, found = share_out(prepared, built, split, limits)
        if found or (only or 1) > len(volumes):
            yield target, Delivery(None, found or (finding("JZ914", target.name, count=len(volumes)),))
            return
    extras = {PRINTED: printed(built)} if pdf else {}
    with Cache.open(asked.cache) as cache:
        for one in volumes:
            number = one.volume.number if one.volume else 1
            if only and number != only:
                continue
            folder = target if only or one.volume is None else target / f"第{number}盘"
            part = built if one.volume is None else _built(asked, one, f"volume-{number}")
            yield folder, pack(one, part, folder, cache, asked.progress, draft=draft, key=key, extras=extras)


def _built(asked: Request, prepared: Prepared, name: str) -> Path:
    asked.progress("publish", 0, 0)
    folder = asked.work / "pack" / name
    publish(prepared, folder)
    return folder


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
    elif packed.volume:
        yield lang.say(
            f"第 {packed.volume} 盘已记入 {HANDOFFS}；各盘都写好以后再提交到 git："
            "中途提交，各盘的归档版本就不同。",
            f"Carrier {packed.volume} is recorded in {HANDOFFS}: commit it when all are written, or they"
            " differ in their version.",
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
