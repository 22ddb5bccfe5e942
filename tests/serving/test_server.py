"""The site on this machine: it follows the archive, tells what is wrong, and answers nobody else."""

import re
import threading
from pathlib import Path

import pytest

from juanzong.publish.errors import PublishError
from juanzong.serving import Workshop
from juanzong.serving.server import opened
from tests.archives import make_archive, request_for
from tests.serving.conftest import Client, served


def epoch_of(page: str) -> int:
    found = re.search(r'follow\.js" data-epoch="(\d+)"', page)
    assert found, page
    return int(found[1])


def test_pages_follow_a_change_of_the_evidence(client: Client) -> None:
    first = client.ask("/gaps.html").text
    assert epoch_of(first) == 1
    (client.root / "evidence/A-1/空 #1 100%.pdf").write_bytes(b"")
    assert client.after(1) == 2
    assert "空 #1 100%.pdf" in client.ask("/findings.html").text


def test_broken_settings_are_told_on_every_page_until_they_are_mended(client: Client) -> None:
    settings = client.root / "archive.yml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good + "citty: 错字\n", encoding="utf-8")
    client.after(1)
    for path in ("/", "/index.html", "/gaps.html"):
        answer = client.ask(path)
        assert answer.status == 503
        assert "设置有误" in answer.text
        assert "archive.yml" in answer.text
        assert f"第 {good.count(chr(10)) + 1} 行" in answer.text
        assert "citty" in answer.text
    assert epoch_of(answer.text) == 2
    settings.write_text(good, encoding="utf-8")
    client.after(2)
    assert client.ask("/").status == 200
    assert [bool(state.findings) for state in client.told] == [False, True, False]


def test_broken_settings_from_the_start(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    (root / "archive.yml").write_text("name: [", encoding="utf-8")
    with served(root) as client:
        client.after(0)
        assert "设置有误" in client.ask("/").text
        make_archive(tmp_path, {})
        client.after(1)
        assert client.ask("/").status == 200


def test_the_first_page_waits_for_the_first_build(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    with Workshop(request_for(root), None, lambda _state: None) as workshop, opened(workshop, 0) as server:
        client = Client(root, server.server_address[1], workshop, [])
        threading.Thread(target=server.handle_request).start()
        answer = client.ask("/")
    assert answer.status == 503
    assert "正在生成" in answer.text
    assert epoch_of(answer.text) == 0


def test_what_is_not_a_page_is_as_it_was_built(client: Client) -> None:
    state = client.workshop.state
    assert state.site is not None
    for path in ("catalogue.json", "assets/juanzong.css", "search/index.js"):
        assert client.ask(f"/{path}").body == (state.site / path).read_bytes()
    (evidence,) = list((state.site / "files").glob("*.txt"))[:1]
    assert client.ask(f"/files/{evidence.name}").body == evidence.read_bytes()
    assert client.ask("/files/nothing.txt").status == 404
    head = client.ask("/catalogue.json", "HEAD")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../archive.yml",
        "/..%2f..%2farchive/archive.yml",
        "//etc/passwd",
        "/%00",
        "/-/../server.py",
        "/-/%2e%2e/server.py",
    ],
)
def test_nothing_outside_of_the_site_is_handed_out(client: Client, path: str) -> None:
    answer = client.ask(path)
    assert answer.status == 404
    assert b"fonds" not in answer.body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example:8000", ""])
def test_who_came_by_another_name_is_refused(client: Client, host: str) -> None:
    """A name elsewhere that was made to point here must not make our pages readable there."""
    answer = client.ask("/", Host=host)
    assert (answer.status, answer.body) == (403, b"")
    assert client.ask("/", Host=f"localhost:{client.port}").status == 200


def test_a_browser_that_goes_away_is_nothing_to_tell_of(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(client.workshop, 0) as server:
        for error, told in (
            (BrokenPipeError(), False),
            (ConnectionResetError(), False),
            (KeyError("x"), True),
        ):
            try:
                raise error
            except (OSError, KeyError):
                server.handle_error(None, ("127.0.0.1", 1))  # type: ignore[arg-type]
            assert bool(capsys.readouterr().err) is told


def test_only_this_machine_reaches_it(client: Client) -> None:
    with opened(client.workshop, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told(client: Client) -> None:
    with pytest.raises(PublishError, match="--port"):
        opened(client.workshop, client.port)


def test_what_was_built_is_gone_when_serving_ends(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    (tmp_path / ".juanzong" / "serve-999999999").mkdir(parents=True)
    with served(root) as client:
        client.after(0)
        assert not (tmp_path / ".juanzong" / "serve-999999999").exists()
    assert not list((tmp_path / ".juanzong").glob("serve-*"))


def test_an_unwritable_site_is_told_and_the_server_lives(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise PublishError.unwritable("site", OSError(28, "No space left on device"))

    with monkeypatch.context() as patched:
        patched.setattr("juanzong.serving.workshop.build_site", full)
        (client.root / "evidence/A-1/一.txt").write_text("一", encoding="utf-8")
        client.after(1)
        assert "No space left" in client.ask("/").text
    (client.root / "evidence/A-1/二.txt").write_text("二", encoding="utf-8")
    client.after(2)
    assert client.ask("/").status == 200
