"""Every address of the site, in one place: relative links only, so that the site opens from a USB stick."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import quote

from juanzong.publish.outputs import FORMER, REPORTS
from juanzong.publish.previews import FIGURES, THUMBS, VIEWS
from juanzong.publish.renditions import FOLDER as RENDITIONS


class OwnerKind(StrEnum):
    """Who may own a clause; the values name the folders of their pages."""

    GROUPS = "groups"
    UNITS = "units"
    DISTRICTS = "districts"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Urls:
    """Links as seen from one page; `base` is the way up to the root: empty, `../` or `../../`.

    With an empty `base` the same methods give the output paths. Codes and ids are path-safe ASCII
    (`juanzong.load.models.Code`), so only queries need escaping.
    """

    base: str = ""

    @classmethod
    def at(cls, path: str) -> Self:
        """The links of the page at `path`, relative to the root of the site."""
        return cls("../" * path.count("/"))

    def home(self) -> str:
        """The first page."""
        return f"{self.base}index.html"

    def standard(self) -> str:
        """The tree of the standard on the first page."""
        return f"{self.home()}#standard"

    def indicator(self, code: str) -> str:
        """A node of the standard with what is below it."""
        return f"{self.base}indicators/{code}/index.html"

    def dossier(self, code: str) -> str:
        """The dossier of a clause."""
        return f"{self.base}dossiers/{code}.html"

    def print_view(self, code: str) -> str:
        """A dossier's cover, catalogue and 备考表, for paper."""
        return f"{self.base}print/{code}.html"

    def print_all(self) -> str:
        """The same of every dossier, for one print job."""
        return f"{self.base}print-all.html"

    def evidence(self, evidence_id: str, *, page: int | None = None, quote_text: str | None = None) -> str:
        """An item's page, at a page of its text, with a passage to mark."""
        query = f"?q={quote(quote_text, safe='')}" if quote_text else ""
        place = f"#p{page}" if page else ""
        return f"{self.base}evidence/{evidence_id}.html{query}{place}"

    def file(self, name: str, *, page: int | None = None) -> str:
        """The file itself under its short name; `page` opens a PDF there."""
        place = f"#page={page}" if page else ""
        return f"{self.base}files/{name}{place}"

    def thumbnail(self, evidence_id: str) -> str:
        """An item's first page, small."""
        return f"{self.base}{THUMBS}/{evidence_id}.webp"

    def figure(self, evidence_id: str, number: int) -> str:
        """A picture inside an item, counted from 1."""
        return f"{self.base}{FIGURES}/{evidence_id}-{number}.webp"

    def rendition(self, evidence_id: str) -> str:
        """An Office file as PDF."""
        return f"{self.base}{RENDITIONS}/{evidence_id}.pdf"

    def shown(self, evidence_id: str) -> str:
        """A picture to look at, for items that browsers do not show."""
        return f"{self.base}{VIEWS}/{evidence_id}.webp"

    def group(self, group_id: str) -> str:
        """A working group."""
        return f"{self.base}groups/{group_id}.html"

    def district(self, district_id: str) -> str:
        """A district or zone."""
        return f"{self.base}districts/{district_id}.html"

    def organisation(self) -> str:
        """Groups, leaders and units."""
        return f"{self.base}organisation.html"

    def catalogue(self) -> str:
        """The whole 归档文件目录."""
        return f"{self.base}catalogue.html"

    def catalogue_xlsx(self) -> str:
        """The same as a spreadsheet."""
        return f"{self.base}catalogue.xlsx"

    def timeline(self) -> str:
        """Evidence by month."""
        return f"{self.base}timeline.html"

    def search(self, text: str | None = None) -> str:
        """The search page, with a query if given."""
        query = f"?q={quote(text, safe='')}" if text else ""
        return f"{self.base}search.html{query}"

    def verify(self) -> str:
        """How to verify what the site shows."""
        return f"{self.base}verify.html"

    def check(self) -> str:
        """The page that checks the site where it is."""
        return f"{self.base}check.html"

    def queue(self) -> str:
        """Items without a sure place."""
        return f"{self.base}queue.html"

    def gaps(self, *, unit: str = "") -> str:
        """Clauses whose slots are not filled; of one unit alone, by a script or else by its anchor."""
        return f"{self.base}gaps.html" + (f"?unit={unit}#unit-{unit}" if unit else "")

    def findings(self) -> str:
        """What is wrong, by file."""
        return f"{self.base}findings.html"

    def integrity(self) -> str:
        """The four properties of the whole and of each dossier."""
        return f"{self.base}integrity.html"

    def withheld(self) -> str:
        """What must not leave the house, and why."""
        return f"{self.base}withheld.html"

    def office(self) -> str:
        """The creation office's first page."""
        return f"{self.base}work/index.html"

    def tasks(self) -> str:
        """The way to the inspection, and what is still to be delivered, by deadline."""
        return f"{self.base}work/tasks.html"

    def months(self) -> str:
        """Evidence by month and clause."""
        return f"{self.base}work/months.html"

    def score(self) -> str:
        """The expected score."""
        return f"{self.base}work/score.html"

    def clauses(self) -> str:
        """The expected score of every clause."""
        return f"{self.base}work/clauses.html"

    def duties(self) -> str:
        """Who answers for what."""
        return f"{self.base}work/duties.html"

    def desk(self, kind: OwnerKind, owner: str) -> str:
        """What an owner has to do."""
        return f"{self.base}work/{kind}/{owner}.html"

    def standards(self) -> str:
        """The standards over this pool, and what serves several clauses."""
        return f"{self.base}standards/index.html"

    def parallel(self, edition_id: str) -> str:
        """A standard beside the current one."""
        return f"{self.base}standards/{edition_id}.html"

    def former(self, site_id: str) -> str:
        """The first page of a former round's site."""
        return f"{self.base}{FORMER}/{site_id}/index.html"

    def highlights(self) -> str:
        """Practices, honours, the campaign, the organisation's chart."""
        return f"{self.base}highlights.html"

    def editions(self) -> str:
        """The comparisons of standards."""
        return f"{self.base}work/editions/index.html"

    def comparison(self, before: str, now: str) -> str:
        """Two standards compared."""
        return f"{self.base}work/editions/{before}-to-{now}.html"

    def reports(self) -> str:
        """The reports of the office."""
        return f"{self.base}{REPORTS}/index.html"

    def report(self, report_id: str, extension: str = "html") -> str:
        """A report: its page, or its file for Word (`docx`) or Excel (`xlsx`)."""
        return f"{self.base}{REPORTS}/{report_id}.{extension}"

    def ledger(self) -> str:
        """The board of the ledger."""
        return f"{self.base}work/ledger.html"

    def problem(self, problem_id: str) -> str:
        """A problem of the ledger."""
        return f"{self.base}work/problems/{problem_id}.html"

    def points(self) -> str:
        """The register of points."""
        return f"{self.base}work/points.html"

    def point(self, point_id: str) -> str:
        """A point."""
        return f"{self.base}work/points/{point_id}.html"

    def area(self, district_id: str) -> str:
        """The points of a district."""
        return f"{self.base}work/areas/{district_id}.html"

    def line(self, type_id: str) -> str:
        """The points of a type."""
        return f"{self.base}work/lines/{type_id}.html"

    def asset(self, path: str) -> str:
        """A style sheet, script or picture of the site itself."""
        return f"{self.base}assets/{path}"

    def doc(self, path: str) -> str:
        """A hand-written page by its path under `docs/`: `help.md`, `guide/index.md`.

        All but the help stand under `guide/`, so that none takes the name of a page of ours.
        """
        folder = "" if "/" in path or path == "help.md" else "guide/"
        return f"{self.base}{folder}{path.removesuffix('.md')}.html"
