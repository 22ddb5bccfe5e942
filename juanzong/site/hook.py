"""The one MkDocs hook: events only, the work is in `juanzong.site.building`."""

from html import escape
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from juanzong.lang import Lang
from juanzong.model import Prepared
from juanzong.request import Request
from juanzong.site.building import Building
from juanzong.site.editing import Editing
from juanzong.site.urls import Urls

_PREPARED, _BUILDING = "juanzong", "juanzong.building"


def _building(config: MkDocsConfig) -> Building:
    return cast("Building", config.extra[_BUILDING])


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the publication that publishing gave, or run the pipeline when MkDocs was started by itself."""
    prepared = config.extra.get(_PREPARED)
    if prepared is None:
        prepared = _prepare()
    lang = Lang.EN if str(config.theme["language"]).startswith("en") else Lang.ZH
    editing = Editing.of(config, prepared.publication.config.root)
    building = Building(prepared, lang, Path(config.docs_dir), editing)
    config.extra[_BUILDING] = building
    config.site_name = prepared.publication.profile.title
    config.theme.static_templates.clear()
    return config


def _prepare() -> Prepared:
    from juanzong.pipeline import ConfigurationError, prepare  # noqa: PLC0415 (it publishes through this hook)

    try:
        prepared, _ = prepare(Request.from_environment())
    except ConfigurationError as error:
        said = (f"{f.subject}:{f.line}: {f.message()} {f.fix()}" for f in error.findings)
        raise PluginError("\n".join(said)) from error
    return prepared


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Choose the files and add the themed pages; the navigation follows from them."""
    building = _building(config)
    config.nav = building.nav()
    return building.files(files, config)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 (MkDocs)
    """Put the content of a themed page around what stands in its Markdown."""
    return _building(config).body(page.file.src_uri, html)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:  # noqa: ARG001 (MkDocs)
    """Give the theme our frame: title, header, footer."""
    building = _building(config)
    planned = building.themed[page.file.src_uri]
    shell = building.renderer.shell(planned.path, planned.title, planned.section)
    context["shell"] = shell
    context["shell_title"] = escape(shell.title)
    context["urls"] = Urls.at(planned.path)
    context["say"] = building.view.say
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is not MkDocs' own."""
    _building(config).write(Path(config.site_dir))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 (MkDocs)
    """Watch the archive too."""
    server.watch(str(_building(config).prepared.publication.config.root))
    return server
