"""Dropped files on their way into the archive: received, proposed, and taken in as a person answers.

What lies here was dropped on the page of this server; it goes when it was taken in, refused or forgotten,
and with the server at the latest.
"""

import itertools
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from juanzong.collect import SIDECAR
from juanzong.collect.names import is_litter
from juanzong.desk import Answers, Desk, Done, Outlook, Proposal, Source, accept, propose
from juanzong.desk.naming import safe
from juanzong.findings import Finding, finding
from juanzong.lang import Lang
from juanzong.load.fields import Day
from juanzong.model import Stated
from juanzong.serving.workshop import Workshop

FIELDS = ("title", "doc_number", "issuer", "date", "kind")
_CHUNK = 1 << 20
_Text = Annotated[str, Field(max_length=2000)]
_GONE = frozenset({Outlook.REFUSED, Outlook.UNUSABLE})


class NotReadyError(Exception):
    """There is no desk: the site is being built for the first time, or the settings are broken."""


class Said(BaseModel):
    """What the page says of a proposed file: None is "as proposed", an empty text "nothing"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    codes: tuple[str, ...] = ()
    title: _Text | None = None
    doc_number: _Text | None = None
    issuer: _Text | None = None
    date: Day | None = None
    kind: _Text | None = None
    caption: _Text | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is proposed, and the folder that holds it meanwhile."""

    proposal: Proposal
    folder: Path


class Drop:
    """The files of one server; one is handled after the other, whoever asks."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._lock = threading.Lock()
        self._count = itertools.count(1)
        self._waiting: dict[str, _Waiting] = {}
        self._desk: tuple[int, Desk] | None = None

    def receive(self, name: str, content: BufferedIOBase, size: int) -> dict[str, Any]:
        """Take a file of `size` bytes from the page and say what it is; `name` may have folders, with `/`.

        Raises:
            NotReadyError: see there.
            EOFError: the page went away before it had sent everything.
            OSError: it cannot be kept.
        """
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")] or ["?"]
        key = str(next(self._count))
        if is_litter(parts[-1]) or parts[-1].endswith(SIDECAR):
            _pass_over(content, size)
            code = "JZ201" if is_litter(parts[-1]) else "JZ802"
            refused = Proposal(
                Source(Path(parts[-1])), Outlook.UNUSABLE, findings=(finding(code, parts[-1]),)
            )
            return self._told(key, refused)
        folder = self._workshop.room / key
        file = folder.joinpath(*map(safe, parts))
        try:
            file.parent.mkdir(parents=True)
            _keep(content, size, file)
            with self._lock:
                (proposal,) = propose(self._opened(), (Source(file, parts[-1]),))
                if proposal.outlook not in _GONE:
                    self._waiting[key] = _Waiting(proposal, folder)
                return self._told(key, proposal)
        finally:
            if key not in self._waiting:
                shutil.rmtree(folder, ignore_errors=True)

    def accept(self, said: Said) -> dict[str, Any]:
        """Take in what was proposed, as a person says; what failed can be tried again.

        Raises:
            NotReadyError: see there.
            KeyError: nothing of that key waits, or a code is no clause.
        """
        with self._lock:
            desk, waiting = self._opened(), self._waiting[said.key]
            answers = Answers(
                codes=said.codes,
                title=said.title,
                doc_number=said.doc_number,
                issuer=said.issuer,
                date=said.date,
                kind=said.kind,
                caption=said.caption,
                inside=said.inside,
            )
            outcome = accept(desk, waiting.proposal, answers)
            if outcome.done in (Done.ADDED, Done.LINKED, Done.PRESENT):
                self._forget(said.key)
        return {
            "key": said.key,
            "done": outcome.done.value,
            "path": outcome.path,
            "findings": self._rows(outcome.findings),
        }

    def forget(self, key: str) -> None:
        """Let go of a file that is not to be taken in."""
        with self._lock:
            if key in self._waiting:
                self._forget(key)

    def clauses(self) -> list[dict[str, str]]:
        """What files can be filed under, in the order of the standard.

        Raises:
            NotReadyError: see there.
        """
        with self._lock:
            return [self._clause(code) for code in self._opened().clauses]

    def kinds(self) -> tuple[str, ...]:
        """The kinds of evidence that the standard knows.

        Raises:
            NotReadyError: see there.
        """
        with self._lock:
            return tuple(kind.name for kind in self._opened().config.edition.kinds)

    def _opened(self) -> Desk:
        """The desk of the archive as it was built last."""
        state = self._workshop.state
        if self._desk is None or self._desk[0] != state.epoch:
            if state.assessment is None:
                raise NotReadyError
            self._desk = state.epoch, Desk(self._workshop.request, state.assessment.material)
        return self._desk[1]

    def _forget(self, key: str) -> None:
        shutil.rmtree(self._waiting.pop(key).folder, ignore_errors=True)

    def _clause(self, code: str) -> dict[str, str]:
        assert self._desk is not None  # noqa: S101 (opened by who asks)
        indicator = self._desk[1].clauses[code].indicator
        return {"code": code, "title": f"{indicator.display} {indicator.title}"}

    def _told(self, key: str, proposal: Proposal) -> dict[str, Any]:
        described = proposal.description
        return {
            "key": key,
            "name": proposal.source.shown,
            "saved": proposal.name,
            "outlook": proposal.outlook.value,
            "fields": {name: _field(getattr(described, name, None)) for name in FIELDS},
            "caption": described.caption if described else "",
            "folder": proposal.folder_code,
            "suggestions": [
                {**self._clause(guess.code), "reasons": list(guess.reasons), "score": round(guess.score, 2)}
                for guess in proposal.suggestions
            ],
            "present": list(proposal.present),
            "findings": self._rows(proposal.findings),
            "text": proposal.text,
        }

    def _rows(self, findings: tuple[Finding, ...]) -> list[dict[str, str]]:
        lang: Lang = self._workshop.request.lang
        return [
            {"code": one.code, "severity": one.severity, "message": one.message(lang), "fix": one.fix(lang)}
            for one in findings
        ]


def _field(stated: Stated[Any] | None) -> Mapping[str, object]:
    """A value and whether it is a guess."""
    if stated is None:
        return {"value": "", "guessed": False}
    return {"value": str(stated.value), "guessed": stated.inferred}


def _keep(content: BufferedIOBase, size: int, file: Path) -> None:
    with file.open("xb") as kept:
        left = size
        while left:
            piece = content.read(min(left, _CHUNK))
            if not piece:
                raise EOFError
            kept.write(piece)
            left -= len(piece)


def _pass_over(content: BufferedIOBase, size: int) -> None:
    while size and (piece := content.read(min(size, _CHUNK))):
        size -= len(piece)
