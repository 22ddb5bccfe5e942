"""What single pages say, and that nothing in them can break out of its place."""

import re
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from jinja2 import nodes

from juanzong.lang import Lang
from juanzong.load.models import Format
from juanzong.model import Reading
from juanzong.site import contexts, pages
from juanzong.site.render import TEMPLATES, environment
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.evidence import evidence_page
from tests.site.conftest import Build
from tests.site.factory import HOSTILE, WORKING, make_items, make_prepared
from tests.values import make_evidence

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta"}


class Structure(HTMLParser):
    """The elements of a page: unclosed ones, scripts' addresses, ids, texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.text: dict[str, str] = {}
        self.headings: list[int] = []
        self._texts: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src") or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)
            self._texts.append(given["id"] or "" if "data-text" in given else "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}>")
        else:
            self.open.pop()
            self._texts.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self._texts):
            self.text[name] = self.text.get(name, "") + data


def html_pages(site: dict[str, str]) -> dict[str, Structure]:
    return {path: Structure(text) for path, text in site.items() if path.endswith(".html")}


def test_hostile_titles_stay_text(inspection: dict[str, str], working: dict[str, str]) -> None:
    for site in (inspection, working):
        shown = [path for path, html in site.items() if path.endswith(".html") and "alert(1)" in html]
        assert len(shown) > 5
        for path, page in html_pages(site).items():
            assert page.wrong == [], path
            assert all(src.endswith(".js") for src in page.scripts), path
            assert "<script>alert" not in site[path], path


def test_ids_are_unique_and_headings_in_order(working: dict[str, str]) -> None:
    for path, page in html_pages(working).items():
        assert len(page.ids) == len(set(page.ids)), path
        assert page.headings.count(1) == 1, path
        assert page.headings[0] == 1, path


def test_extracted_text_stands_under_its_page_number(inspection: dict[str, str]) -> None:
    items = make_items()
    for name in ("notice", "report", "hostile"):
        evidence = items[name]
        texts = Structure(inspection[f"evidence/{evidence.id}.html"]).text
        assert set(texts) == {f"p{page.number}" for page in evidence.extraction.pages}
        for page in evidence.extraction.pages:
            assert "".join(texts[f"p{page.number}"].split()) == "".join(page.text.split())


def test_long_tables_go_on_as_text_and_say_so(inspection: dict[str, str]) -> None:
    html = inspection[f"evidence/{make_items()['sheet'].id}.html"]
    table, rest = html.split("</table>", 1)
    assert "社区10" in table
    assert "社区11" not in table
    assert "另有 2 行" in rest
    assert "社区11" in rest


def test_a_quote_leads_to_its_page_and_passage(inspection: dict[str, str]) -> None:
    link = Urls.at("dossiers/x").evidence(
        make_items()["notice"].id, page=2, quote_text="注册志愿者占常住人口的百分之十八"
    )
    assert link in inspection["dossiers/I-1-1-2.html"]


def test_the_file_is_downloaded_under_its_own_name(inspection: dict[str, str]) -> None:
    notice = make_items()["notice"]
    assert f'href="../files/{notice.id}.pdf" download="方案.pdf"' in inspection[f"evidence/{notice.id}.html"]


def test_inferred_values_are_marked(inspection: dict[str, str]) -> None:
    items = make_items()
    assert "[云泽市创建办]" in inspection[f"evidence/{items['notice'].id}.html"]
    assert "据文件属性推断" in inspection[f"evidence/{items['notice'].id}.html"]
    assert "[20260305]" in inspection["catalogue.html"]


def test_a_cleaned_picture_gives_both_digests(inspection: dict[str, str]) -> None:
    picture = make_items()["picture"]
    html = inspection[f"evidence/{picture.id}.html"]
    assert picture.item.sha256[12:] in html
    assert make_prepared().files[picture.id].sha256 in html


def test_suggestions_are_marked_and_never_printed(build_site: Build) -> None:
    site = build_site(WORKING, suggestions=True)
    inbox = make_items()["inbox"]
    row = next(
        line for line in site["dossiers/I-1-1-1.html"].splitlines() if inbox.id in line and "<tr" in line
    )
    assert "系统建议，待确认" in row
    assert inbox.id not in site["print/I-1-1-1.html"]
    assert "3<small> 件" in site["index.html"]


def test_the_working_profile_says_why_a_suggestion_was_made(working: dict[str, str]) -> None:
    html = working[f"evidence/{make_items()['inbox'].id}.html"]
    assert "系统建议，待确认" in html
    assert "0.61 (+0.20)" in html
    assert "&lt;i&gt;机制&lt;/i&gt;" in html


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading.UNREAD, "没有可供机器读取的文字"),
        (Reading.BROKEN, "未能打开"),
        (Reading.UNSUPPORTED, "不读取此种格式"),
    ],
)
def test_what_was_not_read_is_said_plainly(reading: Reading, said: str) -> None:
    one = make_evidence(name="甲.pdf", folders=("I-1-1-1",), reading=reading)
    view = View(make_prepared(extra=(one,)), Lang.ZH)
    assert said in evidence_page(view, Urls.at("evidence/x"), one).notice


def test_an_item_whose_content_is_not_here_offers_no_file() -> None:
    one = make_evidence("甲", name="甲.txt", folders=("I-1-1-1",))
    view = View(make_prepared(), Lang.ZH)
    page = evidence_page(view, Urls.at("evidence/x"), one)
    assert (page.download, page.viewer.kind) == ("", "none")
    assert "不在本站" in page.notice


def test_the_countdown_is_a_plain_date_without_scripts(inspection: dict[str, str]) -> None:
    assert re.search(r'data-countdown="2026-12-15"[^>]*>2026年12月15日<', inspection["index.html"])


def test_english_pages_are_english(build_site: Build) -> None:
    site = build_site(WORKING, language="en")
    assert '<html lang="en"' in site["catalogue.html"]
    templates = "".join(p.read_text(encoding="utf-8") for p in TEMPLATES.rglob("*.html"))
    chinese = set(re.findall(r"t\('([^']*[\u4e00-\u9fff][^']*)',", templates))
    assert chinese
    written = ("index.html", "help.html", "verify.html", "guide/")
    of_the_archive = {"测评项目", "实景图片"}
    ours = [html for path, html in site.items() if path.endswith(".html") and not path.startswith(written)]
    shown = {word for word in chinese - of_the_archive for html in ours if f">{word}<" in html}
    assert shown == set()


def test_every_template_is_a_page_and_every_page_has_its_template() -> None:
    view = View(make_prepared(WORKING), Lang.ZH)
    planned = [*pages.themed(view, {"help.md": "使用帮助"}), *pages.light(view)]
    used = {page.template for page in planned}
    ours = [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("office/*.html")]
    assert used | {"light.html"} == {path.relative_to(TEMPLATES).as_posix() for path in ours}
    assert len({page.path for page in planned}) == len(planned)


def values(value: Any) -> list[Any]:
    """A context and every value inside it."""
    inner = [values(getattr(value, f.name)) for f in fields(value)] if is_dataclass(value) else []
    inner += [values(one) for one in value] if isinstance(value, tuple) else []
    return [value, *(one for some in inner for one in some)]


def test_contexts_are_frozen_and_used() -> None:
    """Every field of every context is named in some template: what no page shows is not carried."""
    named: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        tree = environment(Lang.ZH).parse(path.read_text(encoding="utf-8"))
        named |= {node.attr for node in tree.find_all(nodes.Getattr)}
    kinds = {
        kind
        for module in iter_modules(contexts.__path__, f"{contexts.__name__}.")
        for kind in vars(import_module(module.name)).values()
        if isinstance(kind, type) and is_dataclass(kind)
    }
    assert len(kinds) > 30
    for kind in kinds:
        assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
        assert {f.name for f in fields(kind)} - named == set(), kind


def test_contexts_hold_plain_values_only() -> None:
    view = View(make_prepared(WORKING), Lang.ZH)
    for planned in (*pages.themed(view, {}), *pages.light(view)):
        for value in values(planned.make(Urls.at(planned.path))):
            assert value is None or is_dataclass(value) or isinstance(value, str | int | float | tuple)


def test_only_formats_a_browser_shows_are_shown() -> None:
    view = View(make_prepared(), Lang.ZH)
    kinds = {
        name: evidence_page(view, Urls(), one).viewer.kind
        for name, one in make_items().items()
        if one.id in view.publication.evidence
    }
    assert kinds == {
        "notice": "pdf",
        "hostile": "none",
        "sheet": "none",
        "picture": "picture",
        "report": "none",
    }
    assert make_items()["picture"].item.media.format is Format.IMAGE


def test_hostile_text_is_the_one_we_planted() -> None:
    assert HOSTILE in make_items()["hostile"].extraction.text
