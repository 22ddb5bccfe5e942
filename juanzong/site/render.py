"""Templates to HTML: one environment per language, escaping on, undefined names an error."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from juanzong.lang import Lang
from juanzong.load.models import Part
from juanzong.site.contexts.shared import Chrome, Shell
from juanzong.site.nav import Section, bar, work, work_bar
from juanzong.site.planned import Planned
from juanzong.site.urls import Urls
from juanzong.site.view import View

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
ASSETS = HERE / "assets"

OFFICE_STYLE = "office.css"
"""The style of the creation office's pages, for the profiles that have them."""

_HTML_LANGUAGES = {Lang.ZH: "zh-CN", Lang.EN: "en"}


@cache
def environment(lang: Lang) -> Environment:
    """The templates in one language; compiled once for all pages."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["t"] = lang.say
    return env


class Renderer:
    """Makes the pages of one view; `docs` are the titles of its hand-written pages, by path."""

    def __init__(self, view: View, docs: Mapping[str, str]) -> None:
        self.view = view
        self.docs = docs
        self._frames: dict[tuple[str, Section | None], tuple[Markup, Markup]] = {}
        """Headers and footers: they differ only by depth and section."""

    def shell(self, path: str, title: str, section: Section | None) -> Shell:
        """The frame of the page at `path`."""
        urls = Urls.at(path)
        key = urls.base, section
        if key not in self._frames:
            self._frames[key] = self._frame(urls, section)
        header, footer = self._frames[key]
        site = self.view.publication.profile.title
        full = f"{title} - {site}" if title and path != Urls().home() else site
        style = urls.asset(OFFICE_STYLE) if work(self.view) else ""
        return Shell(_HTML_LANGUAGES[self.view.lang], full, style, header, footer)

    def body(self, planned: Planned, intro: str = "") -> str:
        """The content of a themed page; `intro` is HTML made from Markdown."""
        urls = Urls.at(planned.path)
        return self._render(planned.template, page=planned.make(urls), urls=urls, intro=Markup(intro))  # noqa: S704

    def page(self, planned: Planned) -> str:
        """A whole light page."""
        urls = Urls.at(planned.path)
        shell = self.shell(planned.path, planned.title, planned.section)
        return self._render(planned.template, page=planned.make(urls), urls=urls, shell=shell)

    def _frame(self, urls: Urls, section: Section | None) -> tuple[Markup, Markup]:
        publication = self.view.publication
        archive = publication.config.archive
        chrome = Chrome(
            site_title=publication.profile.title,
            fonds=archive.fonds.name,
            edition=publication.config.edition.title,
            round=archive.round.name,
            made=self.view.day(publication.today),
            commit=publication.commit[:12],
            has_search=self.view.has(Part.SEARCH),
            links=bar(self.view, urls, self.docs, section),
            work=work_bar(self.view, urls, section),
        )
        parts = (
            self._render(f"partials/{name}.html", page=chrome, urls=urls) for name in ("header", "footer")
        )
        header, footer = (Markup(part) for part in parts)  # noqa: S704 (made by our templates)
        return header, footer

    def _render(self, template: str, **context: Any) -> str:
        return environment(self.view.lang).get_template(template).render(context)
