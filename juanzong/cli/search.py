"""`search`: ask the desk index."""

import json
import sys
from pathlib import Path

import click

from juanzong.cli.exits import Exit
from juanzong.cli.options import archive_option, json_option
from juanzong.index.desk import DeskError, Hit, Results, search
from juanzong.lang import Lang
from juanzong.request import DESK, work_folder

_FACETS = {
    "group": ("工作组", "group"),
    "clause": ("指标", "clause"),
    "kind": ("类别", "kind"),
    "year": ("年份", "year"),
    "district": ("区", "district"),
    "format": ("形式", "format"),
}


def search_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(archive: Path, query: tuple[str, ...], limit: int, *, plain: bool, as_json: bool) -> int:
        try:
            results = search(work_folder(archive) / DESK, " ".join(query), limit, plain=plain)
        except DeskError:
            click.echo(
                lang.say(
                    "还没有可用的检索库；先运行 python build_archive.py",
                    "There is no usable index yet; run python build_archive.py first",
                ),
                err=True,
            )
            return Exit.USAGE
        if as_json:
            click.echo(json.dumps(_rows(results), ensure_ascii=False, indent=1))
        else:
            _tell(results, archive, lang)
        return Exit.FINE

    return click.Command(
        "search",
        callback=run,
        params=[
            click.Argument(["query"], nargs=-1, required=True),
            archive_option(lang),
            click.Option(
                ["--limit"],
                type=click.IntRange(1, 10_000),
                default=20,
                show_default=True,
                help=lang.say("最多显示几条", "how many are shown"),
            ),
            click.Option(
                ["--plain"],
                is_flag=True,
                help=lang.say("逐字查找，不解释检索式", "take the words as they are, no query language"),
            ),
            json_option(lang),
        ],
        short_help=lang.say("检索材料", "search the evidence"),
        help=lang.say(
            "在上次生成时的全部材料中检索。空格表示同时含有；"
            "可用 title: number: issuer: caption: body: 限定栏目，date:[20230101 TO 20231231] 限定日期，"
            "还可用 OR、NOT、括号、“短语”、通配符 * ?。"
            '\n\n例：python build_archive.py search "交通秩序 issuer:公安局 date:[20230101 TO 20231231]"',
            "Search all evidence of the last build. A space means AND; fields title: number: issuer: caption:"
            " body:, dates date:[20230101 TO 20231231], OR, NOT, brackets, phrases, wildcards * and ?."
            '\n\nExample: python build_archive.py search "交通秩序 issuer:公安局"',
        ),
    )


def _rows(results: Results) -> dict[str, object]:
    return {
        "total": results.total,
        "hits": [
            {
                "id": hit.document.id,
                "kind": hit.document.kind.value,
                "title": hit.document.title,
                "number": hit.document.number,
                "issuer": hit.document.issuer,
                "date": hit.document.date.isoformat() if hit.document.date else None,
                "url": hit.document.url,
                "paths": list(hit.document.paths),
                "page": hit.page,
                "snippet": hit.snippet,
            }
            for hit in results.hits
        ],
        "facets": {name: [list(row) for row in rows] for name, rows in results.facets.items()},
    }


def _tell(results: Results, archive: Path, lang: Lang) -> None:
    click.echo(
        lang.say(
            f"共 {results.total} 条，显示 {len(results.hits)} 条。",
            f"{results.total} hits, {len(results.hits)} shown.",
        )
    )
    for hit in results.hits:
        one = hit.document
        about = " · ".join(filter(None, (one.number, one.issuer, str(one.date or ""), one.evidence_kind)))
        page = lang.say(f"第 {hit.page} 页", f"page {hit.page}") if hit.page and one.paths else ""
        click.echo(f"\n{click.style(one.title, bold=True)}  {one.id}")
        click.echo("  " + "  ".join(filter(None, (about, page))))
        for path in one.paths:
            click.echo(click.style(f"  {(archive / path).as_posix()}", dim=True))
        if hit.snippet:
            click.echo("  " + " ".join(_marked(hit).split()))
    for facet, rows in results.facets.items():
        if len(rows) > 1:
            name = lang.say(*_FACETS.get(facet, (facet, facet)))
            click.echo(f"\n{name}: " + "  ".join(f"{label} {count}" for _, label, count in rows[:12]))


def _marked(hit: Hit) -> str:
    """The snippet with its matches set off: in colour on a terminal, in brackets elsewhere."""
    pieces: list[str] = []
    done = 0
    for start, end in hit.marks:
        found = hit.snippet[start:end]
        pieces += [hit.snippet[done:start], _set_off(found)]
        done = end
    return "".join([*pieces, hit.snippet[done:]])


def _set_off(found: str) -> str:
    return click.style(found, fg="red", bold=True) if sys.stdout.isatty() else f"【{found}】"
