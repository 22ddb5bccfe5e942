"""Other standards of the archive: the predecessor of the current one, and what follows it."""

from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.load import edition_checks
from juanzong.load.models import Edition
from juanzong.load.records import take
from juanzong.load.references import codes_of, dangling

FOLDER = "editions"


def load_edition(root: Path, edition_id: str, found: list[Finding]) -> Edition | None:
    """Read and check `editions/<id>.yml`; None where it is broken."""
    subject = f"{FOLDER}/{edition_id}.yml"
    wrong: list[Finding] = []
    edition, document = take(root, subject, Edition, wrong)
    if edition and document:
        wrong += edition_checks.check(edition, document)
        if edition.id != edition_id:
            line = document.line(("id",))
            details = {"value": edition.id, "name": f"{edition_id}.yml", "expected": edition_id}
            wrong.append(finding("JZ142", subject, line=line, field="id", **details))
    found += wrong
    return None if any(one.blocks for one in wrong) else edition


def load_kin(root: Path, current: Edition, found: list[Finding]) -> tuple[Edition, ...]:
    """The predecessor of the current standard, and the standards that follow it or share its evidence.

    Broken ones are left out.

    What refers to a clause that is not there is told at the crosswalk.
    """
    others = []
    for path in sorted((root / FOLDER).glob("*.yml")):
        if path.stem != current.id:
            wrong: list[Finding] = []
            edition = load_edition(root, path.stem, wrong)
            found += wrong
            if edition:
                others.append(edition)
    known = {edition.id: edition for edition in (current, *others)}
    for edition in known.values():
        found += _crossings(root, edition, known)
    return tuple(
        e for e in others if current.id in (e.predecessor, e.alongside) or e.id == current.predecessor
    )


def _crossings(root: Path, edition: Edition, known: dict[str, Edition]) -> list[Finding]:
    subject = f"{FOLDER}/{edition.id}.yml"
    base = edition.predecessor or edition.alongside
    if base is None and not edition.crosswalk:
        return []
    _, document = take(root, subject, Edition, [])
    former = known.get(base or "")
    if former is None or document is None:
        return [finding("JZ186", subject, field="predecessor", value=base or "—")]
    if edition.predecessor and edition.alongside:
        return [finding("JZ187", subject, field="alongside")]
    new, old = frozenset(codes_of(edition.indicators)), frozenset(codes_of(former.indicators))
    wrong: list[Finding] = []
    for position, crossing in enumerate(edition.crosswalk):
        for name, codes, target, there in (
            ("old", crossing.old, f"{FOLDER}/{former.id}.yml", old),
            ("new", crossing.new, subject, new),
        ):
            wrong += dangling(codes, ("crosswalk", position, name), target, there, document, "JZ182")
    return wrong
