"""Everything of a site that is not a page: files, previews, search index, catalogue."""

from pathlib import Path

from juanzong.load.models import Part
from juanzong.model import Prepared
from juanzong.publish import catalogue, files, previews, renditions
from juanzong.publish.docx import docx
from juanzong.publish.workbook import report_workbook, workbook

FORMER = "former"
"""Where sites of former rounds stand, as they were published."""

REPORTS = "work/reports"
"""Where pages and files of reports stand."""


def write(prepared: Prepared, site: Path) -> None:
    """Write files, previews, search index, reports, `catalogue.json` and `catalogue.xlsx` below `site`.

    Raises:
        PublishError: a file of the evidence changed or cannot be read.
        OSError: `site` cannot be written.
    """
    publication = prepared.publication
    folder = site / files.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shown = publication.shown
    for evidence_id, file in prepared.files.items():
        files.write(publication.config.root, shown[evidence_id], file, folder)
    previews.write(prepared, site)
    renditions.write(prepared, site)
    for name, content in prepared.search.items() if Part.SEARCH in publication.profile.parts else ():
        target = site / "search" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (site / "catalogue.json").write_bytes(catalogue.to_json(catalogue.catalogue(prepared)))
    for former in publication.former_sites:
        _copy(publication.config.root / former.path, site / FORMER / former.id)
    for report in publication.office.reports if publication.office else ():
        target = site / REPORTS
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{report.id}.docx").write_bytes(docx(report))
        (target / f"{report.id}.xlsx").write_bytes(report_workbook(report))
    if Part.CATALOGUE in publication.profile.parts:
        (site / "catalogue.xlsx").write_bytes(workbook(publication))


def _copy(source: Path, target: Path) -> None:
    """Copy a folder; links would lead out of it and are left."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.is_symlink():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
