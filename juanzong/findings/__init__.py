"""Findings: what is wrong with one file or one row, said once, in two languages, while the run goes on.

Codes are data: one YAML file per stage in this folder, `JZ1xx` load, `JZ2xx` collect, `JZ3xx` extract,
`JZ4xx` screen, `JZ5xx` classify, `JZ6xx` compile, `JZ7xx` index and publish, `JZ8xx` desk,
`JZ9xx` hand-off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from juanzong.lang import Lang

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with its C part; both are safe."""


class Severity(StrEnum):
    """How much a finding weighs; an error blocks what it concerns and makes `check` fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its severity and its texts by language, with `{name}` placeholders."""

    code: str
    severity: Severity
    message: Mapping[Lang, str]
    fix: Mapping[Lang, str]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong (`code`, `details`), with what (`subject`: a path under the archive), and where in it.

    `line` counts from 1; `field` is a dotted path such as `round.window.to`. Either may be absent.
    """

    subject: str
    code: str
    line: int = 0
    field: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return codes()[self.code].severity

    @property
    def blocks(self) -> bool:
        """Whether what the finding concerns cannot be used until it is mended."""
        return self.severity is Severity.ERROR

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong."""
        return codes()[self.code].message[lang].format_map(dict(self.details))

    def fix(self, lang: Lang = Lang.ZH) -> str:
        """What to do about it."""
        return codes()[self.code].fix[lang].format_map(dict(self.details))


def finding(code: str, subject: str, /, *, line: int = 0, field: str = "", **details: object) -> Finding:
    """Make a finding; `details` fill the placeholders of the code's texts.

    Raises:
        KeyError: the code is not in the catalogue, or a placeholder of its texts has no detail.
    """
    shown = subject.encode("utf-8", "backslashreplace").decode("utf-8")
    made = Finding(shown, code, line, field, tuple(sorted((k, str(v)) for k, v in details.items())))
    for lang in Lang:
        made.message(lang)
        made.fix(lang)
    return made


def order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by subject, each once."""
    return tuple(sorted(set(found)))


@cache
def codes() -> Mapping[str, Code]:
    """The catalogue of all codes, in order."""
    catalogue: dict[str, Code] = {}
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yml"):
            rows: dict[str, dict[str, Any]] = yaml.load(entry.read_text(encoding="utf-8"), _LOADER) or {}  # noqa: S506
            for code, row in rows.items():
                if code in catalogue:
                    msg = f"{code} stands twice in the catalogue of findings"
                    raise ValueError(msg)
                catalogue[code] = Code(
                    code,
                    Severity(row["severity"]),
                    {lang: row[lang.value]["message"] for lang in Lang},
                    {lang: row[lang.value]["fix"] for lang in Lang},
                )
    return dict(sorted(catalogue.items()))
