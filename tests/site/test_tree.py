"""The built tree: what is in it, what is not, and that it hangs together."""

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from juanzong.load.models import Part
from tests.site.conftest import Build
from tests.site.factory import INSPECTION, WORKING, make_items

WORKING_ONLY = (
    *("queue.html", "gaps.html", "findings.html", "integrity.html", "withheld.html"),
    *("work/index.html", "work/score.html", "work/clauses.html", "work/duties.html", "work/tasks.html"),
    *("work/months.html", "work/units/ccb.html", "work/people/p1.html", "assets/office.css"),
)
WORKING_WORDS = (
    "未提供",
    "已上传",
    "待补",
    "待归类",
    "检查意见",
    "四性",
    "不出库",
    "系统建议",
    "按文件夹归入",
    "联络员",
    "报送时限",
    "存放位置",
    "evidence/inbox",
    "JZ4",
    "JZ6",
    "工作指南",
    "工作台",
    "逾期",
    "失分",
    "得分",
    "自评",
    "异议",
    "office.css",
)
PAGE_OF_PART = {
    Part.SEARCH: "search.html",
    Part.CATALOGUE: "catalogue.html",
    Part.ORGANISATION: "organisation.html",
    Part.TIMELINE: "timeline.html",
    Part.VERIFY: "verify.html",
    Part.GAPS: "gaps.html",
    Part.QUEUE: "queue.html",
    Part.FINDINGS: "findings.html",
    Part.WITHHELD: "withheld.html",
    Part.TASKS: "work/tasks.html",
    Part.SCORE: "work/score.html",
    Part.DUTIES: "work/duties.html",
    Part.DOSSIERS: "dossiers/I-1-1-1.html",
}


class Links(HTMLParser):
    """Every address a page names, and every id it gives."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [
            given[name] or "" for name in ("href", "src", "data", "action", "poster") if name in given
        ]
        self.ids += [given["id"] or ""] if "id" in given else []


def pages(site: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in site.items() if path.endswith(".html"))


def targets(site: dict[str, str], path: str) -> set[str]:
    """The pages that a page leads to."""
    links = (urlsplit(link).path for link in Links(site[path]).found)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link))) for link in links}


def broken(site: dict[str, str]) -> Iterator[str]:
    for path, html in pages(site):
        links = Links(html)
        for link in links.found:
            parts = urlsplit(link)
            assert not parts.scheme, f"{path} asks for {link}"
            assert not parts.netloc, f"{path} asks for {link}"
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                if parts.path
                else path
            )
            if target not in site:
                yield f"{path}: {link}"
            elif parts.fragment and "=" not in parts.fragment:
                ids = links.ids if target == path else Links(site[target]).ids
                if parts.fragment not in ids:
                    yield f"{path}: {link}"


def test_no_link_is_broken_and_none_leads_outside(
    inspection: dict[str, str], working: dict[str, str]
) -> None:
    assert list(broken(inspection)) == []
    assert list(broken(working)) == []


@pytest.mark.parametrize("without", PAGE_OF_PART)
def test_what_a_profile_lacks_is_not_built_and_not_linked(build_site: Build, without: Part) -> None:
    site = build_site(tuple(part for part in WORKING if part is not without))
    assert PAGE_OF_PART[without] not in site
    assert list(broken(site)) == []


def test_search_leaves_no_trace_where_the_profile_has_none(build_site: Build) -> None:
    site = build_site(tuple(part for part in INSPECTION if part is not Part.SEARCH))
    assert not any(path.startswith(("search", "assets/search")) for path in site)
    assert not any('role="search"' in html for _, html in pages(site))


def test_inspectors_see_nothing_of_the_working_profile(inspection: dict[str, str]) -> None:
    assert not set(WORKING_ONLY) & set(inspection)
    items = make_items()
    hidden = (*WORKING_WORDS, "待定材料", "防汛预案扫描", items["inbox"].id, items["scan"].id)
    assert [(p, word) for p, text in inspection.items() for word in hidden if word in text] == []


def test_the_working_profile_shows_what_the_office_asks_for(working: dict[str, str]) -> None:
    assert set(WORKING_ONLY) <= set(working)
    assert "archive/evidence/I-1-1-1/" in working["queue.html"]
    assert "0.61" in working["queue.html"]
    assert "规范文件：应有 2 件" in working["gaps.html"]
    assert "JZ401" in working["withheld.html"]
    assert "JZ601" in working["findings.html"]


def test_the_office_hangs_together_below_its_first_page(working: dict[str, str]) -> None:
    """The bar holds what all profiles have; from the hub every page of the office is two clicks, back one."""
    mine = {path for path, _ in pages(working) if path.startswith("work/") or path in WORKING_ONLY}
    assert "work/index.html" in targets(working, "index.html")
    near = targets(working, "work/index.html")
    assert mine <= near.union(*(targets(working, path) for path in near if path in mine))
    assert all("work/index.html" in targets(working, path) for path in mine)
    assert "jz-bar--work" not in working["index.html"]


def test_pages_of_one_kind_are_where_others_rely_on_them(inspection: dict[str, str]) -> None:
    notice = make_items()["notice"]
    assert {
        "index.html",
        "dossiers/I-1-1-1.html",
        "indicators/I-1/index.html",
        "print/I-1-1-1.html",
        f"evidence/{notice.id}.html",
        f"files/{notice.id}.pdf",
        "groups/office.html",
        "districts/east.html",
        "catalogue.json",
        "catalogue.xlsx",
    } <= set(inspection)


def test_nothing_of_the_theme_is_shipped_but_its_style(inspection: dict[str, str]) -> None:
    foreign = [
        p
        for p in inspection
        if p.startswith("assets/") and not re.match(r"assets/(search/|check/|[a-z]+\.(css|js|svg)$)", p)
    ]
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in foreign] == ["assets/stylesheets/main.min.css"]
    assert not {"404.html", "sitemap.xml", "sitemap.xml.gz"} & set(inspection)


def test_two_builds_are_the_same(inspection: dict[str, str], build_site: Build) -> None:
    assert build_site(INSPECTION) == inspection


def test_the_standard_is_two_clicks_from_any_evidence(inspection: dict[str, str]) -> None:
    home = Links(inspection["index.html"])
    notice = make_items()["notice"]
    assert "dossiers/I-1-1-1.html" in home.found
    assert f"../evidence/{notice.id}.html" in Links(inspection["dossiers/I-1-1-1.html"]).found
