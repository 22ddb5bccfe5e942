import io
import sys

import pytest

from juanzong.cli import show
from juanzong.cli.show import Bar
from juanzong.lang import Lang
from tests.test_architecture import STAGES


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Inside the test: between fixtures and tests pytest puts its own stream back."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def last(terminal: Terminal) -> str:
    return terminal.getvalue().rsplit("\x1b[K", 1)[-1]


def test_count_rate_and_remaining_time_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    now = [100.0]
    bar = Bar(Lang.ZH, quiet=False, clock=lambda: now[0])
    bar("extract", 0, 0)
    assert last(terminal) == "读取内容 …"
    bar("extract", 500, 1000)  # from the cache
    now[0] += 1
    bar("extract", 501, 1000)
    assert "501/1000" in last(terminal)
    assert "每秒" not in last(terminal)
    now[0] += 9
    bar("extract", 550, 1000)
    assert last(terminal).endswith("550/1000  每秒 5.0 个，还需 1 分 30 秒")
    now[0] += 90
    bar("extract", 1000, 1000)
    assert last(terminal).endswith("1000/1000  每秒 5.0 个，还需 0 秒")


def test_a_stage_is_timed_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    now = [0.5]
    bar = Bar(Lang.EN, quiet=False, clock=lambda: now[0])
    for stage in ("collect", "extract"):
        bar(stage, 0, 0)
        bar(stage, 0, 40000)
        now[0] += 4
        bar(stage, 4, 40000)
        assert last(terminal).endswith("4/40000  1.0/s, 11 h 6 min left")


def test_many_steps_are_not_all_drawn_but_the_last_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    bar = Bar(Lang.ZH, quiet=False, clock=lambda: 7.0)
    for done in range(1001):
        bar("extract", done, 1000)
    assert terminal.getvalue().count("\r") < 5
    assert last(terminal).endswith("1000/1000")


def test_a_pipe_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    bar = Bar(Lang.ZH, quiet=False)
    bar("extract", 1, 2)
    bar.clear()
    assert pipe.getvalue() == ""


def test_every_stage_of_the_pipeline_has_a_name_on_the_bar() -> None:
    assert set(show.STAGES) == {*STAGES, "verify"} - {"site"}
