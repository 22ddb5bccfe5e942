"""`cache`: what earlier readings take up on the disk, and the clearing of what is no longer needed."""

import json
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from juanzong.authenticity.looks import looks_of
from juanzong.cache import Cache
from juanzong.cli.options import archive_option, json_option, request
from juanzong.cli.unchanged import ask
from juanzong.collect import collect
from juanzong.extract import extract
from juanzong.extract.child import broken
from juanzong.findings import finding, order
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.publish.files import remembered
from juanzong.request import ConfigurationError, Request

_WAIT_SECONDS = 5
_KIBIBYTE = 1024

_NAMES = {
    "fingerprint": ("文件指纹", "fingerprints"),
    "version": ("历史版本的指纹", "fingerprints of earlier versions"),
    "extract": ("读出的内容", "texts"),
    "ocr": ("识别的文字", "recognised texts"),
    "rendition": ("PDF 版式", "PDFs of Office files"),
    "preview": ("缩略图", "previews"),
    "look": ("图片指纹", "fingerprints of pictures"),
    "published": ("图片的处理结果", "pictures without private data"),
    "check": ("检查结果", "results of checks"),
}


@dataclass(slots=True)
class _Share:
    """Entries and bytes of one namespace, and how much of that no build needs any more."""

    entries: int = 0
    bytes: int = 0
    stale_entries: int = 0
    stale_bytes: int = 0


class _Nobody(Executor):
    """Reads nothing: what is not remembered is not needed to know what is."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ARG002 (the interface)
        """Answer at once, in a way that is not remembered."""
        answer: Future[Any] = Future()
        answer.set_result(broken("JZ307", reason=""))
        return answer


def cache_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(action: str, archive: Path, *, everything: bool, as_json: bool) -> None:
        if everything and action == "show":
            raise click.UsageError(lang.say("--all 只用于 prune", "--all goes with prune"))
        asked = request(archive, "", None, 1, lang, quiet=True)
        path = asked.cache
        if not path.exists():
            click.echo("{}" if as_json else lang.say("还没有缓存。", "There is no cache yet."))
            return
        with Cache.open(path, wait=_WAIT_SECONDS) as cache:
            if not everything:
                _ask(asked, cache)
            stored = cache.entries()
            if not stored:
                _complain(cache)
            if action == "show":
                _show(path, _shares(stored, cache.asked), lang, as_json=as_json)
            else:
                stale = [(n, k, size) for n, k, size in stored if k not in cache.asked.get(n, ())]
                before = _size(path)
                if stale and not cache.drop([(n, k) for n, k, _ in stale]):
                    _complain(cache)
                if not cache.compact():
                    _complain(cache)
                _tell(stale, before, _size(path), lang, as_json=as_json)

    return click.Command(
        "cache",
        callback=run,
        params=[
            click.Argument(["action"], type=click.Choice(["show", "prune"]), default="show"),
            archive_option(lang),
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=lang.say(
                    "prune：全部清空，下次生成时重新读取", "prune: everything; the next build reads anew"
                ),
            ),
            json_option(lang),
        ],
        short_help=lang.say("查看、清理缓存", "show and clear the cache"),
        help=lang.say(
            "查看缓存占用（show），或清除不再需要的部分（prune）：已不在材料中的文件、旧版本程序读出的内容。"
            "删掉缓存不会丢失材料，只是下次要重新读取。"
            "\n\n例：python build_archive.py cache prune",
            "Show what the cache takes up, or prune what no build needs any more: of files that are gone,"
            " of earlier versions. Nothing is lost without it but the time to read again."
            "\n\nExample: python build_archive.py cache prune",
        ),
    )


def _ask(asked: Request, cache: Cache) -> None:
    """Ask the cache for all that builds and checks of the archive as it stands ask for."""
    config, wrong = load(asked.archive)
    if config is None:
        raise ConfigurationError(order(wrong))
    items, _, _ = collect(config, cache)
    evidence, _, _ = extract(config, items, cache=cache, executor=_Nobody())
    looks_of(evidence, cache)
    remembered(items, cache)
    for lang in Lang:
        ask(replace(asked, lang=lang), cache)


def _complain(cache: Cache) -> None:
    if cache.locked:
        raise ConfigurationError((finding("JZ385", cache.path.name),))
    if cache.problem:
        folder = cache.path.parent.name
        raise ConfigurationError((finding("JZ386", cache.path.name, problem=cache.problem, folder=folder),))


def _shares(stored: list[tuple[str, str, int]], asked: Mapping[str, set[str]]) -> dict[str, _Share]:
    shares: dict[str, _Share] = {}
    for namespace, key, size in stored:
        share = shares.setdefault(namespace, _Share())
        share.entries += 1
        share.bytes += size
        if key not in asked.get(namespace, ()):
            share.stale_entries += 1
            share.stale_bytes += size
    return shares


def _size(path: Path) -> int:
    """Bytes on the disk, with what SQLite keeps beside the file."""
    beside = (path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))
    return sum(file.stat().st_size for file in beside if file.exists())


def _show(path: Path, shares: Mapping[str, _Share], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        rows = {
            name: {
                "entries": s.entries,
                "bytes": s.bytes,
                "stale_entries": s.stale_entries,
                "stale_bytes": s.stale_bytes,
            }
            for name, s in shares.items()
        }
        click.echo(json.dumps({"path": str(path), "bytes": _size(path), "namespaces": rows}, indent=1))
        return
    click.echo(f"{path}  {_megabytes(_size(path))}")
    for name, s in shares.items():
        title = lang.say(*_NAMES.get(name.rpartition("-")[0] or name, (name, name)))
        click.echo(
            lang.say(
                f"  {title}：{s.entries} 条，{_megabytes(s.bytes)}；"
                f"其中 {s.stale_entries} 条、{_megabytes(s.stale_bytes)} 已用不到",
                f"  {title}: {s.entries} entries, {_megabytes(s.bytes)};"
                f" of these {s.stale_entries} ({_megabytes(s.stale_bytes)}) are stale",
            )
        )
    if any(s.stale_entries for s in shares.values()):
        click.echo(
            lang.say(
                "清理：python build_archive.py cache prune", "Clear them: python build_archive.py cache prune"
            )
        )


def _tell(stale: list[tuple[str, str, int]], before: int, after: int, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        dropped = {"entries": len(stale), "bytes": sum(size for _, _, size in stale)}
        click.echo(json.dumps({"dropped": dropped, "bytes_before": before, "bytes_after": after}))
        return
    click.echo(
        lang.say(
            f"清除 {len(stale)} 条；缓存文件由 {_megabytes(before)} 变为 {_megabytes(after)}。",
            f"{len(stale)} entries dropped; the cache went from {_megabytes(before)} to {_megabytes(after)}.",
        )
    )


def _megabytes(size: int) -> str:
    return f"{size / _KIBIBYTE / _KIBIBYTE:.1f} MiB"
