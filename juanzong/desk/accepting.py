"""Taking a file in as answered: file and sidecar appear together, or nothing does."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from juanzong.collect.names import fold
from juanzong.desk.naming import free, safe
from juanzong.desk.pool import Desk
from juanzong.desk.proposing import Outlook, Proposal
from juanzong.desk.stating import said_by, state, why_not
from juanzong.desk.writing import BusyError, ChangedError, Staged, alone, copy
from juanzong.findings import Finding, finding
from juanzong.load.models import Confirmation
from juanzong.model import Origin, Stated
from juanzong.sidecars import SUFFIX, UneditableError, Value, created, schema_beside


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says of a proposed file; None is "as proposed".

    `codes` are the clauses it proves: it goes into the folder of the first, or into the inbox. `inside` takes
    in what could not leave the house. `seen` says that a person looked at what was proposed and found it
    right, so that guesses count as stated.
    """

    codes: tuple[str, ...] = ()
    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    date: dt.date | None = None
    kind: str | None = None
    caption: str | None = None
    note: str | None = None
    inside: bool = False
    seen: bool = False


class Done(StrEnum):
    """What became of a file."""

    ADDED = "added"
    LINKED = "linked"
    """It was there already, and is linked to a further clause now."""
    PRESENT = "present"
    """It was there already, and so are its links."""
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: where it stands, and the files written, as paths below the archive's root."""

    proposal: Proposal
    done: Done
    path: str = ""
    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def accept(desk: Desk, proposal: Proposal, answers: Answers) -> Outcome:
    """Take a file in, or link it where it stands; the source is read, never changed.

    Whatever happens on the way, an interrupt included, the archive holds the whole file with its sidecar
    or neither. A file of which nothing is known gets no sidecar: one that says nothing is an error. What
    keeps a file from being taken in is a finding of the outcome.

    Raises:
        KeyError: a code of the answers is no clause.
    """
    for code in answers.codes:
        desk.clauses[code]
    if proposal.outlook in (Outlook.REFUSED, Outlook.UNUSABLE):
        return Outcome(proposal, Done.REFUSED, findings=proposal.findings)
    if proposal.outlook is Outlook.HELD and not answers.inside:
        reason = finding("JZ806", proposal.source.shown)
        return Outcome(proposal, Done.REFUSED, findings=(reason, *proposal.findings))
    try:
        with alone(desk.request.work):
            if present := desk.paths_of(proposal.sha256):
                return _linked(desk, proposal, answers, present[0])
            return _added(desk, proposal, answers)
    except (BusyError, ChangedError, UneditableError, OSError) as error:
        return _failed(proposal, why_not(error, proposal.source.shown, proposal.source.path))


def _failed(proposal: Proposal, reason: Finding) -> Outcome:
    return Outcome(proposal, Done.FAILED, findings=(reason,))


def _added(desk: Desk, proposal: Proposal, answers: Answers) -> Outcome:
    folder = desk.folder(answers.codes)
    wanted = safe(proposal.name, answers.title or "")
    taken = _names(desk, folder)
    name = free(wanted, taken)
    if name != wanted and (same := _same_bytes(desk, folder, wanted, proposal.sha256)):
        desk.taken_in(proposal.sha256, same)
        return _linked(desk, proposal, answers, same)
    path = f"{folder}/{name}"
    said = _stated(proposal, answers)
    written = (path, path + SUFFIX) if said else (path,)
    with Staged() as staged:
        digest = hashlib.sha256()
        for chunk in copy(proposal.source.path, staged.room(desk.root / path)):
            digest.update(chunk)
        if digest.hexdigest() != proposal.sha256:
            return _failed(proposal, finding("JZ805", proposal.source.shown, name=proposal.source.shown))
        if said:
            staged.create(desk.root / (path + SUFFIX), created(said, schema_beside(desk.root, path)).encode())
        staged.commit()
    desk.taken_in(proposal.sha256, path)
    told = (finding("JZ807", proposal.source.shown, name=name, other=wanted),) if name != wanted else ()
    return Outcome(proposal, Done.ADDED, path, written, told)


def _linked(desk: Desk, proposal: Proposal, answers: Answers, path: str) -> Outcome:
    """Confirm, where the same bytes stand, the clauses that they are not linked to yet."""
    here = desk.paths_of(proposal.sha256)
    folders = {place.split("/")[1] for place in here}
    known = folders | {one.code for place in here for one in said_by(desk.root, place).indicators}
    missing = [code for code in answers.codes if code not in known]
    told = finding("JZ808", proposal.source.shown, path=path)
    if not missing:
        return Outcome(proposal, Done.PRESENT, path, findings=(told,))
    own = said_by(desk.root, path).indicators
    confirmed = (*own, *(Confirmation(code=code) for code in missing))
    written = state(desk.root, path, {"indicators": confirmed})
    return Outcome(proposal, Done.LINKED, path, written, (told,))


def _names(desk: Desk, folder: str) -> frozenset[str]:
    """The names in a folder as systems compare them."""
    place = desk.root / folder
    return frozenset(fold(entry.name) for entry in place.iterdir()) if place.is_dir() else frozenset()


def _same_bytes(desk: Desk, folder: str, name: str, sha256: str) -> str:
    """The path of the file that has the name, if it has these bytes: another desk was quicker."""
    file = desk.root / folder / name
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return f"{folder}/{name}" if hashlib.file_digest(stream, "sha256").hexdigest() == sha256 else ""


def _stated(proposal: Proposal, answers: Answers) -> Mapping[str, Value]:
    """What the sidecar says: what the person said, and what was read; guesses only if somebody saw them."""
    said: dict[str, Value] = {}
    for field in ("title", "doc_number", "issuer", "date", "kind"):
        own = getattr(answers, field)
        read: Stated[str | dt.date] | None = getattr(proposal.description, field)
        if own is not None:
            said[field] = own
        elif read is not None and (read.origin is Origin.CONTENT or answers.seen):
            said[field] = _written(field, read)
    said["caption"] = answers.caption
    said["note"] = answers.note
    said["indicators"] = tuple(Confirmation(code=code) for code in answers.codes[1:])
    return {field: cleaned(value) for field, value in said.items() if value}


def _written(field: str, read: Stated[str | dt.date]) -> str | dt.date:
    """A read value; a document number as it stands there, as its form is checked."""
    return read.raw if field == "doc_number" and read.raw.isprintable() and read.raw else read.value


def cleaned(value: Value) -> Value:
    """A text on one line without what cannot be seen; other values as they are."""
    if not isinstance(value, str):
        return value
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", value))
    return "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn", "Co")).strip()


def written_by(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """All paths that outcomes wrote, once each, in order."""
    return tuple(dict.fromkeys(path for outcome in outcomes for path in outcome.written))
