"""Words of the desk that several commands say: clauses, origins, kinds, days."""

import datetime as dt
import sys
from difflib import get_close_matches

import click
from pydantic_core import PydanticCustomError

from juanzong.desk import Desk
from juanzong.lang import Lang
from juanzong.load.fields import parse_day
from juanzong.model import Clause, Origin, Stated

ORIGINS = {
    Origin.SIDECAR: ("附注", "sidecar"),
    Origin.CONTENT: ("正文", "content"),
    Origin.METADATA: ("文件属性，推定", "properties, inferred"),
    Origin.FILENAME: ("文件名，推定", "file name, inferred"),
}
FIELDS = {
    "title": ("题名", "title"),
    "doc_number": ("文号", "number"),
    "issuer": ("责任者", "issuer"),
    "date": ("日期", "date"),
    "kind": ("类别", "kind"),
}


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def named(clause: Clause) -> str:
    """A clause in words, with its code."""
    return f"{clause.code} {clause.indicator.display} {clause.indicator.title}"


def clause_of(desk: Desk, given: str, lang: Lang) -> str:
    """The code of a clause as somebody wrote it.

    Raises:
        click.BadParameter: there is no such clause.
    """
    if code := desk.code_of(given):
        return code
    near = get_close_matches(given.upper(), list(desk.clauses), 1)
    hint = lang.say(f"，是不是 {near[0]}？", f"; {near[0]}?") if near else lang.say("。", ".")
    raise click.BadParameter(
        lang.say(f"现行测评体系中没有“{given}”这一条{hint}", f"the standard has no clause “{given}”{hint}")
    )


def kind_of(desk: Desk, given: str, lang: Lang) -> str:
    """A kind of the edition.

    Raises:
        click.BadParameter: there is no such kind.
    """
    kinds = [kind.name for kind in desk.config.edition.kinds]
    if given in kinds:
        return given
    raise click.BadParameter(
        lang.say(
            f"没有“{given}”这一类；可用的有：{'、'.join(kinds)}",
            f"no kind “{given}”; there are {', '.join(kinds)}",
        )
    )


def day_of(given: str, lang: Lang) -> dt.date:
    """A day as clerks write it.

    Raises:
        click.BadParameter: it is none.
    """
    try:
        day = parse_day(given)
    except PydanticCustomError:
        day = None
    if isinstance(day, dt.date):
        return day
    raise click.BadParameter(
        lang.say(f"“{given}”不是日期；照 2026-03-01 这样写", f"“{given}” is no day; write it like 2026-03-01")
    )


def value(stated: Stated[str] | Stated[dt.date] | None) -> str:
    """A stated value; an inferred one in brackets (DA/T 22-2015)."""
    if stated is None:
        return ""
    return f"[{stated.value}]" if stated.inferred else str(stated.value)
