"""The reports of the creation office: briefings, notice, self-inspection, responsibilities. None is typed.

Each is told once, as words and tables (`juanzong.model.report`); the page, Word and Excel are made of that.
"""

from dataclasses import replace

from juanzong.load.models import Part
from juanzong.model import Publication
from juanzong.model.report import Report
from juanzong.office.reports.briefing import briefing
from juanzong.office.reports.notice import notice
from juanzong.office.reports.standard import responsibilities, self_inspection
from juanzong.office.reports.writing import Desk


def with_reports(publication: Publication, before: Publication | None = None) -> Publication:
    """Add the reports to a publication whose profile has them.

    `before` is what the same archive gave at the commit that was last released, None where there is none.
    """
    if Part.REPORTS not in publication.profile.parts or publication.office is None:
        return publication
    desk = Desk(publication)
    reports: list[Report] = [briefing(desk, before)]
    groups = publication.config.organisation.groups
    reports += [briefing(desk, before, group.id) for group in groups]
    reports += [notice(desk), self_inspection(desk), responsibilities(desk)]
    return replace(publication, office=replace(publication.office, reports=tuple(reports)))
