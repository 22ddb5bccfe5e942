"""Findings as the services that host repositories show them beside the files of a change."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from juanzong.findings import Finding, Severity
from juanzong.lang import Lang

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTICE: "info"}
_SETTINGS = "archive.yml"
"""Where GitLab, which wants a file, shows what concerns none."""


def commands(found: Iterable[Finding], archive: Path, lang: Lang) -> str:
    """Workflow commands of GitHub and Gitea, one a line; what concerns no file is shown without one.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_command(one, archive, lang) for one in found)


def report(found: Iterable[Finding], archive: Path, lang: Lang) -> str:
    """A Code Quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality/), as JSON."""
    return json.dumps([_row(one, archive, lang) for one in found], ensure_ascii=False, indent=1)


def _row(one: Finding, archive: Path, lang: Lang) -> dict[str, object]:
    path = _place(one, archive)
    return {
        "description": f"{one.code} {_text(one, lang) if path else _named(one, lang)}",
        "check_name": one.code,
        "fingerprint": hashlib.sha256(repr(one).encode()).hexdigest(),
        "severity": _GITLAB[one.severity],
        "location": {
            "path": path or (archive / _SETTINGS).as_posix(),
            "lines": {"begin": one.line or 1},
        },
    }


def _command(one: Finding, archive: Path, lang: Lang) -> str:
    properties = {"title": one.code}
    if path := _place(one, archive):
        properties = {"file": path, **({"line": str(one.line)} if one.line else {}), **properties}
    listed = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in properties.items()
    )
    text = _text(one, lang) if path else _named(one, lang)
    return f"::{_GITHUB[one.severity]} {listed}::{_escaped(text)}"


def _named(one: Finding, lang: Lang) -> str:
    return f"{one.subject}{lang.say('：', ': ')}{_text(one, lang)}"


def _text(one: Finding, lang: Lang) -> str:
    return f"{one.message(lang)} → {one.fix(lang)}"


def _place(one: Finding, archive: Path) -> str:
    """The path of the file that a finding concerns, from where the archive's path starts; else empty."""
    path = archive / one.subject
    return path.as_posix() if path.is_file() else ""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
