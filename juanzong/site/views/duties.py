"""Who answers for what, and where nobody does."""

from collections.abc import Callable, Iterator, Mapping

from juanzong.findings import Finding
from juanzong.load.models import Part
from juanzong.model import Dossier, Owner
from juanzong.office.duties import check_duties, letters_of
from juanzong.site.contexts.office import Matrix, MatrixRow
from juanzong.site.contexts.owners import DutiesPage, Hole, LetterRow, OwnerTable
from juanzong.site.contexts.shared import Ref
from juanzong.site.nav import Section
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.desks import objection_rows, owner_rows

_OWNS: Mapping[OwnerKind, Callable[[Owner, str], bool]] = {
    OwnerKind.GROUPS: lambda owner, group: owner.group == group,
    OwnerKind.UNITS: lambda owner, unit: owner.lead_unit == unit,
    OwnerKind.DISTRICTS: lambda owner, district: district in owner.districts,
    OwnerKind.PEOPLE: lambda owner, person: person in (owner.person, owner.liaison),
}
"""When an owner of a clause is one of a kind."""


def duties_page(view: View, urls: Urls) -> DutiesPage:
    """Owners with what they have to do, the matrix of clauses and units, objections and letters."""
    organisation = view.publication.config.organisation
    owners = tuple(
        OwnerTable(kind.value, view.owner_kind(kind), owner_rows(view, urls, kind, has))
        for kind, has in _OWNS.items()
    )
    points = (
        (Ref(view.say("点位责任（区与类型）", "Points"), urls.points()),) if view.has(Part.POINTS) else ()
    )
    return DutiesPage(
        title=Section.DUTIES.title(view.lang),
        jumps=(
            *(Ref(one.title, f"#{one.key}") for one in owners),
            Ref(view.say("责任矩阵", "Matrix"), "#matrix"),
            Ref(view.say("异议和责任书", "Objections and letters"), "#letters"),
            *points,
        ),
        holes=tuple(_hole(view, one) for one in check_duties(view.publication)),
        owners=owners,
        matrix=_matrix(view, urls),
        objections=tuple(
            row for duty in organisation.responsibilities for row in objection_rows(view, urls, duty)
        ),
        letters=tuple(_letters(view, urls)),
    )


def _hole(view: View, one: Finding) -> Hole:
    named = f"{view.named(one.subject)}: " if one.subject in view.dossiers else ""
    return Hole(named + one.message(view.lang), one.fix(view.lang))


def _matrix(view: View, urls: Urls) -> Matrix:
    """Clauses by units, then by districts."""
    units = [Ref(u.short or u.name, urls.desk(OwnerKind.UNITS, u.id)) for u in view.units.values()]
    districts = [Ref(d.name, urls.desk(OwnerKind.DISTRICTS, d.id)) for d in view.districts.values()]
    return Matrix(
        caption=view.say(
            "牵＝牵头单位，配＝责任（配合）单位，涉＝涉及的区", "L leads, H helps, D in the district"
        ),
        corner=view.say("测评标准", "Clause"),
        columns=(*units, *districts),
        rows=tuple(_matrix_row(view, urls, dossier) for dossier in view.publication.dossiers),
    )


def _matrix_row(view: View, urls: Urls, dossier: Dossier) -> MatrixRow:
    indicator, owner = dossier.clause.indicator, dossier.owner
    leads, helps, touched = view.say("牵", "L"), view.say("配", "H"), view.say("涉", "D")
    units = (leads if u == owner.lead_unit else helps if u in owner.units else "" for u in view.units)
    districts = (touched if d in owner.districts else "" for d in view.districts)
    href = view.dossier_href(urls, dossier.code)
    return MatrixRow(indicator.display, indicator.title, href, (*units, *districts))


def _letters(view: View, urls: Urls) -> Iterator[LetterRow]:
    """Lead units, with or without their letters."""
    signed = letters_of(view.publication)
    leading = {dossier.owner.lead_unit for dossier in view.publication.dossiers}
    for unit in view.units:
        if unit in leading or unit in signed:
            letter = signed.get(unit)
            day = letter.description.date if letter else None
            yield LetterRow(
                view.owner_ref(urls, OwnerKind.UNITS, unit) or Ref(unit, ""),
                Ref(view.title(letter), urls.evidence(letter.id)) if letter else None,
                day.value.isoformat() if day else "",
            )
