"""What the hook does for MkDocs: choose files, supply the themed pages, write the light ones."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from juanzong.lang import Lang
from juanzong.load.models import Part
from juanzong.model import Prepared
from juanzong.publish import outputs
from juanzong.site import digests, handwritten, nav, pages
from juanzong.site.editing import NOWHERE, Editing
from juanzong.site.planned import Planned
from juanzong.site.render import ASSETS, OFFICE_STYLE, Renderer
from juanzong.site.view import View

_PART_OF_ASSETS = {"search": Part.SEARCH, "check": Part.VERIFY}
"""Folders of assets that only some profiles need."""


class Building:
    """One build of one publication."""

    def __init__(
        self,
        prepared: Prepared,
        lang: Lang,
        docs: Path,
        editing: Editing = NOWHERE,
    ) -> None:
        self.prepared = prepared
        self.view = View(prepared, lang, editing)
        self.chosen = handwritten.chosen(prepared.publication, docs)
        """Files of `docs/` that the profile has."""
        self.docs = handwritten.titles(prepared.publication, docs)
        """Titles of the hand-written pages, by path."""
        self.renderer = Renderer(self.view, self.docs)
        self.themed = {planned.source: planned for planned in pages.themed(self.view, self.docs)}

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """The files of the site: chosen documents, our assets, the theme's style, and the themed pages."""
        kept = [file for file in files if self._keeps(file, config)]
        for file in kept:
            if file.src_uri in self.themed:
                file.dest_uri = self.themed[file.src_uri].path
        sources = {file.src_uri for file in kept}
        kept += [_generated(config, source, "") for source in self.themed if source not in sources]
        kept += [_generated(config, f"assets/{name}", ASSETS / name) for name in self._assets()]
        return Files(kept)

    def _assets(self) -> Iterator[str]:
        for path in sorted(p for p in ASSETS.rglob("*") if p.is_file()):
            name = path.relative_to(ASSETS).as_posix()
            folder = name.partition("/")[0]
            part = _PART_OF_ASSETS.get(folder)
            office = name == OFFICE_STYLE
            if (part is None or self.view.has(part)) and (not office or nav.work(self.view)):
                yield name

    def _keeps(self, file: File, config: MkDocsConfig) -> bool:
        if file.src_dir == config.docs_dir:
            return file.src_uri in self.chosen
        return file.src_uri.startswith("assets/stylesheets/main.") and file.src_uri.endswith(".css")

    def nav(self) -> list[dict[str, object]]:
        """The navigation beside the themed pages."""
        return nav.sidebar(self.view, self.docs)

    def body(self, source: str, intro: str) -> str:
        """The content of a themed page, given what stands in its Markdown."""
        return self.renderer.body(self.themed[source], intro)

    def light(self) -> Iterator[tuple[Planned, str]]:
        """The pages outside MkDocs."""
        for planned in pages.light(self.view):
            yield planned, self.renderer.page(planned)

    def write(self, site: Path) -> None:
        """Write the light pages, then files, search index and catalogue.

        Raises:
            PublishError: a file of the evidence changed or cannot be read.
            OSError: `site` cannot be written.
        """
        made: set[Path] = set()
        for planned, html in self.light():
            target = site / planned.path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(html.encode("utf-8", "xmlcharrefreplace"))
        if self.view.has(Part.VERIFY):
            (site / digests.FOLDER).mkdir(exist_ok=True)
            for path, content in digests.shards(self.view):
                (site / path).write_bytes(content)
        outputs.write(self.prepared, site)


def _generated(config: MkDocsConfig, uri: str, content: str | Path) -> File:
    if isinstance(content, Path):
        return File.generated(config, uri, abs_src_path=str(content))
    return File.generated(config, uri, content=content)
