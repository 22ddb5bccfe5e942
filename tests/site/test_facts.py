import pytest

from juanzong.site.views.evidence import duration


@pytest.mark.parametrize(("seconds", "shown"), [(0, ""), (42, "0:42"), (90, "1:30"), (3909, "1:05:09")])
def test_a_length_is_shown_as_players_do(seconds: int, shown: str) -> None:
    assert duration(seconds) == shown
