"""An archive's configuration: `archive.yml`, the current edition, and the organisation.

All files are read and all errors of all of them reported before anything is given up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

# As a module: juanzong.model builds on juanzong.load.models, and whichever comes first imports the other.
from juanzong import model
from juanzong.findings import Finding, finding, order
from juanzong.load import edition_checks, organisation_checks, release_checks, scoring_checks
from juanzong.load.errors import listed
from juanzong.load.former import FOLDER, FormerRound
from juanzong.load.former_sites import load_former_sites
from juanzong.load.highlights import Highlights
from juanzong.load.judged import load_assessments, load_history
from juanzong.load.kin import load_kin
from juanzong.load.ledger import known_ids, load_points, load_problems
from juanzong.load.models import Archive, Edition, Sidecar
from juanzong.load.organisation import Organisation
from juanzong.load.records import build, take
from juanzong.load.references import dangling
from juanzong.load.release import Release
from juanzong.load.yamlfile import Document, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juanzong.load.models import Indicator, Window
    from juanzong.load.organisation import Responsibility

MAX_SIDECAR_BYTES = 256 * 1024
"""A sidecar is a page of facts; a hundred times that is no sidecar."""


def load(root: Path) -> tuple[model.Config | None, tuple[Finding, ...]]:
    """Read the configuration of the archive in the folder `root`.

    The configuration is None where a finding blocks; warnings and notices leave it usable.
    """
    found: list[Finding] = []
    archive, archive_file = take(root, "archive.yml", Archive, found)
    edition, edition_file = _edition(root, archive, archive_file, found)
    if edition and edition_file:
        found += edition_checks.check(edition, edition_file)
        found += scoring_checks.check(edition, edition_file)
    if (root / "organisation.yml").exists():
        organisation, organisation_file = take(root, "organisation.yml", Organisation, found)
        if organisation and organisation_file:
            found += organisation_checks.check(organisation, organisation_file, edition)
    else:
        organisation = Organisation()
        found.append(finding("JZ156", "organisation.yml"))
    release: Release | None = Release()
    if (root / "release.yml").exists():
        release, release_file = take(root, "release.yml", Release, found)
        if release and release_file:
            found += release_checks.check(release, release_file)
    former = _former(root, found)
    known = known_ids(organisation, edition) if organisation and edition else None
    points = load_points(root, known, found)
    blocked = any(f.blocks for f in found)
    problems, unread = load_problems(root, known, points, found) if known and points else ((), ())
    highlights: Highlights | None = Highlights()
    if (root / "highlights.yml").exists():
        highlights, told = take(root, "highlights.yml", Highlights, found)
        if highlights and told and known:
            for position, one in enumerate(highlights.highlights):
                loc = ("highlights", position, "clause")
                found += dangling(one.clause, loc, "indicators", known["indicators"], told)
    kin = load_kin(root, edition, found) if edition else ()
    if not (archive and edition and organisation and release and points and highlights) or blocked:
        return None, order(found)
    config = model.Config(
        root=root,
        archive=archive,
        edition=edition,
        organisation=organisation,
        clauses=tuple(clauses_of(edition.indicators)),
        release=release,
        points=points,
        problems=problems,
        unread_problems=unread,
        assessments=load_assessments(root, edition, found),
        history=load_history(root, edition, found),
        highlights=highlights,
        kin=kin,
        former=former,
        former_sites=load_former_sites(root, found),
    )
    return config, order(found)


def load_sidecar(path: Path, subject: str) -> tuple[Sidecar | None, tuple[Finding, ...]]:
    """Read the sidecar of one file; `subject` is its path below the archive. None where a finding blocks.

    One that holds comments alone states nothing: all that it stated was taken back.
    """
    document, findings = read(path, subject, max_bytes=MAX_SIDECAR_BYTES)
    if [one.code for one in findings] == ["JZ106"] and path.read_bytes().lstrip().startswith(b"#"):
        return Sidecar(), ()
    sidecar, more = build(document, Sidecar)
    findings = order((*findings, *more))
    return (None if findings else sidecar), findings


def window_of(config: model.Config, clause: model.Clause) -> Window:
    """The days from which evidence counts for a clause: its own, its nearest ancestor's, or the round's."""
    own = (indicator.window for indicator in reversed(clause.path) if indicator.window)
    return next(own, config.archive.round.window)


def owner_of(config: model.Config, clause: model.Clause) -> model.Owner:
    """Who answers for a clause: the first responsibility that names it or else its nearest ancestor."""
    rows = config.organisation.responsibilities
    for indicator in reversed(clause.path):
        for row in rows:
            if indicator.code in row.indicators:
                return _owner(row)
    return model.Owner()


def _owner(row: Responsibility) -> model.Owner:
    return model.Owner(
        group=row.group,
        lead_unit=row.lead_unit,
        units=row.units,
        districts=row.districts,
        person=row.person or "",
        liaison=row.liaison or "",
        deadline=row.deadline,
    )


def clauses_of(
    indicators: tuple[Indicator, ...], above: tuple[Indicator, ...] = ()
) -> Iterator[model.Clause]:
    """The leaves of a standard, in its order, each with its way from the root."""
    for indicator in indicators:
        path = (*above, indicator)
        if indicator.children:
            yield from clauses_of(indicator.children, path)
        else:
            yield model.Clause(indicator, path)


def _former(root: Path, found: list[Finding]) -> tuple[FormerRound, ...]:
    """The fingerprints of every round, the earliest first."""
    names = sorted(path.name for path in (root / FOLDER).glob("*.yml"))
    taken = (take(root, f"{FOLDER}/{name}", FormerRound, found)[0] for name in names)
    return tuple(one for one in taken if one)


def _edition(
    root: Path, archive: Archive | None, archive_file: Document | None, found: list[Finding]
) -> tuple[Edition | None, Document | None]:
    """The current edition; where `archive.yml` is broken elsewhere, its edition is still read and checked."""
    edition_id = archive.edition if archive else _named_edition(archive_file)
    if edition_id is None or archive_file is None:
        return None, None
    # The folder is listed because Windows opens `DEMO.yml` for `demo.yml` and the next machine does not.
    there = sorted(path.name for path in (root / "editions").glob("*.yml"))
    name = f"{edition_id}.yml"
    if name not in there:
        stems = listed(stem.removesuffix(".yml") for stem in there) or "—"
        line = archive_file.line(("edition",))
        found.append(finding("JZ141", "archive.yml", line=line, field="edition", name=name, allowed=stems))
        return None, None
    edition, document = take(root, f"editions/{name}", Edition, found)
    if edition and document and edition.id != edition_id:
        line = document.line(("id",))
        details = {"value": edition.id, "name": name, "expected": edition_id}
        found.append(finding("JZ142", f"editions/{name}", line=line, field="id", **details))
    return edition, document


def _named_edition(archive_file: Document | None) -> str | None:
    """What a broken `archive.yml` names as its edition, if that can name a file."""
    value = archive_file.data.get("edition") if archive_file else None
    if not isinstance(value, str) or not value.isascii() or not value.replace("-", "").isalnum():
        return None
    return value
