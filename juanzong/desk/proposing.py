"""What a file is, where it belongs and whether it may come in; the source is only read."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from juanzong.cache import Cache
from juanzong.classify import sample_of
from juanzong.classify.model import Guess
from juanzong.collect import EVIDENCE, ID_DIGITS, INBOX, SIDECAR
from juanzong.collect.digest import Fingerprint, fingerprint
from juanzong.collect.names import is_litter
from juanzong.desk.naming import safe
from juanzong.desk.pool import Desk, Held
from juanzong.extract import extract
from juanzong.extract.executors import open_executor
from juanzong.findings import Finding, finding
from juanzong.load.privacy import AtCommit
from juanzong.model import Description, Evidence, Item, Origin, Placement, Screened, Verdict
from juanzong.screen import PERSONAL, screen

SUGGESTIONS = 3
"""So many clauses are proposed."""

_SHOWN_CHARS = 400
_UNREVIEWED = frozenset({"JZ401", "JZ405", "JZ406", "JZ417", "JZ418", "JZ419"})
"""Why an item is withheld until a person has looked at it: no reason to keep it out of the archive."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in; `name` is what it is called where that is not its path's name (an upload)."""

    path: Path
    name: str = ""

    @property
    def shown(self) -> str:
        """Its name, fit for showing even where it is not valid Unicode."""
        return os.fsencode(self.name or self.path.name).decode("utf-8", "backslashreplace")


class Outlook(StrEnum):
    """Whether a file may come in."""

    FREE = "free"
    """Nothing stands against it."""
    PRESENT = "present"
    """The same bytes are in the archive; it can be linked to a further clause."""
    HELD = "held"
    """It could not leave the house; it comes in only for inside use, if a person says so."""
    REFUSED = "refused"
    """It bears a secrecy mark: it never comes in."""
    UNUSABLE = "unusable"
    """It cannot be read, is empty, or is no evidence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was understood of a file, each value with its origin, and what speaks against it.

    `name` is the safe name it would get; `folder_code` the clause that its own folder is named after;
    `present` the paths, below the archive's root, of the same bytes. Findings have the source's name as their
    subject. Text and values are without personal data. `sha256` is empty for what could not be read.
    """

    source: Source
    outlook: Outlook
    sha256: str = ""
    name: str = ""
    description: Description | None = None
    suggestions: tuple[Guess, ...] = ()
    folder_code: str = ""
    present: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: str = ""

    @property
    def unsure(self) -> tuple[str, ...]:
        """Fields of which nothing, or only a guess, is known: `title`, `issuer`, `date`, `kind`."""
        if self.description is None:
            return ()
        stated = {name: getattr(self.description, name) for name in ("title", "issuer", "date", "kind")}
        return tuple(name for name, value in stated.items() if value is None or value.inferred)


def sources(paths: Sequence[Path]) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The files named, and those in the folders named, in order; what is no evidence is a finding."""
    found: list[Finding] = []
    files = [Source(file) for path in paths for file in _files(path, found)]
    return tuple(files), tuple(found)


def propose(desk: Desk, files: Sequence[Source]) -> tuple[Proposal, ...]:
    """Read files as a build would and say what each is and where it belongs, in the order given.

    Nothing is written but the cache of readings, and there nothing of what is refused.

    Raises:
        ConfigurationError: the scheduler of the request is not there.
    """
    prints: dict[int, Fingerprint] = {}
    made: dict[int, Proposal] = {}
    for place, source in enumerate(files):
        try:
            print_ = fingerprint(source.path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            made[place] = _unusable(source, finding("JZ801", source.shown, reason=reason))
            continue
        if not print_.present:
            made[place] = _unusable(source, finding("JZ204", source.shown, size=print_.bytes))
        elif not print_.bytes:
            made[place] = _unusable(source, finding("JZ202", source.shown))
        else:
            prints[place] = print_
    screened, wrong = _read(desk, [(files[place], print_) for place, print_ in prints.items()])
    for place, one, found in zip(prints, screened, wrong, strict=True):
        made[place] = _proposal(desk, files[place], one, found)
    return tuple(made[place] for place in range(len(files)))


def _files(path: Path, found: list[Finding]) -> Iterator[Path]:
    if path.is_symlink():
        found.append(finding("JZ211", Source(path).shown))
    elif is_litter(path.name):
        found.append(finding("JZ201", Source(path).shown))
    elif path.is_dir():
        try:
            inside = sorted(path.iterdir(), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            found.append(finding("JZ801", Source(path).shown, reason=reason))
            return
        for entry in inside:
            yield from _files(entry, found)
    elif path.name.endswith(SIDECAR):
        found.append(finding("JZ802", Source(path).shown))
    else:
        yield path


def _read(
    desk: Desk, files: Sequence[tuple[Source, Fingerprint]]
) -> tuple[list[Screened], list[list[Finding]]]:
    """Extract and screen; verdicts and findings in the order of the files."""
    request, wrong = desk.request, list[Finding]()
    items = [_item(print_, str(source.path.resolve().as_posix())) for source, print_ in files]
    with Cache.open(request.cache) as cache:
        held = Held(cache)
        with open_executor(request.workers, request.scheduler, wrong) as executor:
            evidence, _, _ = extract(
                desk.config,
                items,
                cache=held,
                executor=executor,
                progress=partial(request.progress, "extract"),
            )
        named = [
            replace(one, item=_item(print_, f"{EVIDENCE}/{INBOX}/{source.shown}"))
            for one, (source, print_) in zip(evidence, files, strict=True)
        ]
        judged = [screen(desk.config, [one]) for one in named]
        screened = [s for some, _ in judged for s in some]
        held.release(frozenset(s.evidence.item.sha256 for s in screened if s.verdict is not Verdict.SECRET))
    found = [
        [*_own(one, source), *(replace(f, subject=source.shown) for f in some)]
        for one, (source, _), (_, some) in zip(named, files, judged, strict=True)
    ]
    return screened, found


def _own(one: Evidence, source: Source) -> Iterator[Finding]:
    """What reading the file found."""
    for code, details in one.extraction.findings:
        yield Finding(source.shown, code, details=tuple(sorted(details)))


def _item(print_: Fingerprint, path: str) -> Item:
    return Item(
        print_.sha256[:ID_DIGITS], print_.sha256, print_.bytes, print_.media, (Placement(path, None),)
    )


def _unusable(source: Source, reason: Finding) -> Proposal:
    return Proposal(source, Outlook.UNUSABLE, findings=(reason,))


def _proposal(desk: Desk, source: Source, one: Screened, found: list[Finding]) -> Proposal:
    evidence, sha256 = one.evidence, one.evidence.item.sha256
    if one.verdict is Verdict.SECRET:
        marks = tuple(f for f in found if f.code in one.reasons)
        return Proposal(source, Outlook.REFUSED, sha256, findings=marks)
    described = evidence.description
    title = described.title.value if described.title.origin is Origin.CONTENT else ""
    present = desk.paths_of(sha256)
    outlook = Outlook.PRESENT if present else Outlook.HELD if _held(desk, one, found) else Outlook.FREE
    least = desk.config.archive.thresholds.suggest_score
    guesses = desk.classifier.guesses(sample_of(evidence), SUGGESTIONS)
    return Proposal(
        source,
        outlook,
        sha256,
        name=safe(evidence.item.name, title),
        description=described,
        suggestions=tuple(guess for guess in guesses if guess.score >= least),
        folder_code=_code_of(desk, source),
        present=present,
        findings=tuple(found),
        text=" ".join(evidence.extraction.text.split())[:_SHOWN_CHARS],
    )


def _held(desk: Desk, one: Screened, found: Sequence[Finding]) -> bool:
    """Whether it could not leave the house even after a person has looked at it, or not enter git."""
    if desk.config.archive.policies.personal.at_commit is AtCommit.STOP:
        return any(f.code in PERSONAL for f in found) or bool(set(one.reasons) - _UNREVIEWED)
    return bool(set(one.reasons) - _UNREVIEWED)


def _code_of(desk: Desk, source: Source) -> str:
    """The clause that the nearest folder above is named after, as `I-1-1-2` or `I-1-1-2 学习计划`."""
    codes = {code.casefold(): code for code in desk.clauses}
    for folder in source.path.resolve().parents:
        words = folder.name.replace("_", " ").split()
        if words and words[0].casefold() in codes:
            return codes[words[0].casefold()]
    return ""
