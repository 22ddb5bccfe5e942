"""Pages of the server's own: what is wrong, what is not there, and how pages follow changes."""

from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from juanzong.findings import Finding
from juanzong.serving.workshop import State, Workshop

OWN = "/-/"
"""Where the server's own things are; no page of a site begins so."""

_END = b"</body>"


class Pages:
    """Renders for one workshop; `token` is what our own pages prove themselves by."""

    def __init__(self, workshop: Workshop, token: str) -> None:
        self._workshop = workshop
        self.token = token

    def trouble(self, state: State) -> bytes:
        """Why there is no site: it is being built, its settings are broken, or it could not be written."""
        return self._render(
            "trouble.html", epoch=state.epoch, rows=self._rows(state.findings), trouble=state.trouble
        )

    def missing(self, state: State) -> bytes:
        """Nothing is at that address, or no longer."""
        return self._render("missing.html", epoch=state.epoch)

    def followed(self, page: bytes, state: State) -> bytes:
        """A page of the site that is loaded anew when the site is, with a way to the drop page."""
        follow = self._render("follow.html", epoch=state.epoch)
        before, end, after = page.rpartition(_END)
        return before + follow + end + after if end else page + follow

    def drop(self, clauses: list[dict[str, str]], kinds: tuple[str, ...]) -> bytes:
        """The page on which files are dropped."""
        archive = self._workshop.request.archive.name
        return self._render("drop.html", token=self.token, clauses=clauses, kinds=kinds, archive=archive)

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        lang = self._workshop.request.lang
        made.globals.update(t=lang.say, own=OWN, lang={"zh": "zh-CN"}.get(lang.value, lang.value))
        return made

    def _render(self, name: str, **context: object) -> bytes:
        return self._environment.get_template(name).render(context).encode("utf-8", "xmlcharrefreplace")

    def _rows(self, findings: tuple[Finding, ...]) -> list[dict[str, str]]:
        lang = self._workshop.request.lang
        return [
            {
                "subject": one.subject,
                "place": " ".join(
                    filter(
                        None,
                        (lang.say(f"第 {one.line} 行", f"line {one.line}") if one.line else "", one.field),
                    )
                ),
                "code": one.code,
                "message": one.message(lang),
                "fix": one.fix(lang),
            }
            for one in findings
        ]
