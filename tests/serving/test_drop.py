"""Files dropped on the page: proposed as `add` proposes them, taken in whole, and only for our own page."""

import json
import re
import urllib.parse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.archives import NOTICE, make_archive
from tests.serving.conftest import Answer, Client, served

PAPER = NOTICE.replace("12号", "19号").replace("3月5日", "4月6日")


@pytest.fixture
def token(client: Client) -> str:
    found = re.search(r'data-token="([^"]+)"', client.ask("/-/drop").text)
    assert found
    return found[1]


def drop(client: Client, token: str, name: str, content: bytes) -> dict[str, Any]:
    answer = client.ask(
        f"/-/drop/file?name={urllib.parse.quote(name, safe='')}", "POST", content, X_Juanzong_Token=token
    )
    assert answer.status == 200, answer
    told: dict[str, Any] = json.loads(answer.body)
    return told


def accept(client: Client, token: str, **said: object) -> Answer:
    return client.ask("/-/drop/accept", "POST", json.dumps(said).encode(), X_Juanzong_Token=token)


def evidence(client: Client) -> dict[str, bytes]:
    folder = client.root / "evidence"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def left(client: Client) -> list[Path]:
    return [path for path in client.workshop.room.rglob("*") if path.is_file()]


def test_a_dropped_file_is_understood_and_taken_in(client: Client, token: str) -> None:
    told = drop(client, token, "通知：二 #1 100%.txt", PAPER.encode())
    assert told["outlook"] == "free"
    assert told["fields"]["title"] == {"value": "关于加强交通秩序整治的通知", "guessed": False}
    assert told["fields"]["date"]["value"] == "2026-04-06"
    assert told["suggestions"][0]["code"] == "A-1"
    assert "斑马线" in told["text"]
    answer = accept(client, token, key=told["key"], codes=["A-1", "B-1"], issuer="测试市公安局")
    outcome = json.loads(answer.body)
    assert outcome["done"] == "added"
    assert evidence(client)[outcome["path"].removeprefix("evidence/")] == PAPER.encode()
    stated = yaml.safe_load(evidence(client)[outcome["path"].removeprefix("evidence/") + ".yml"])
    assert stated["issuer"] == "测试市公安局"
    assert stated["indicators"] == [{"code": "B-1"}]
    assert left(client) == []
    client.after(1)
    assert "19号" in client.ask("/catalogue.html").text


def test_the_same_content_is_not_taken_in_twice(client: Client, token: str) -> None:
    before = evidence(client)
    told = drop(client, token, "又一份.txt", NOTICE.encode())
    assert (told["outlook"], told["present"]) == ("present", ["evidence/A-1/通知.txt"])
    outcome = json.loads(accept(client, token, key=told["key"], codes=["A-1"]).body)
    assert outcome["done"] == "present"
    assert evidence(client) == before


def test_a_secret_is_refused_and_nothing_of_it_stays(client: Client, token: str) -> None:
    before = evidence(client)
    told = drop(client, token, "方案.txt", "机密★1年\n测试市公安局\n行动方案".encode())
    assert told["outlook"] == "refused"
    assert told["text"] == ""
    assert {row["code"] for row in told["findings"]} == {"JZ402"}
    assert left(client) == []
    assert accept(client, token, key=told["key"], codes=["A-1"]).status == 400
    assert evidence(client) == before


@pytest.mark.parametrize(
    ("name", "code"),
    [("~$通知.docx", "JZ201"), (".DS_Store", "JZ201"), ("通知.txt.yml", "JZ802"), ("空.pdf", "JZ202")],
)
def test_what_is_no_evidence_is_told(client: Client, token: str, name: str, code: str) -> None:
    told = drop(client, token, name, b"" if code == "JZ202" else b"x")
    assert told["outlook"] == "unusable"
    assert [row["code"] for row in told["findings"]] == [code]
    assert left(client) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../archive.yml.txt",
        "/etc/甲.txt",
        "C:\\Windows\\甲.txt",
        "..",
        "",
        "a/../b.txt",
        "😀.txt",
        "é.txt",
        "CON.txt",
    ],
)
def test_names_lead_nowhere_else(client: Client, token: str, name: str) -> None:
    settings = (client.root / "archive.yml").read_bytes()
    told = drop(client, token, name, f"{PAPER}{name}".encode())
    assert all(path.is_relative_to(client.workshop.room) for path in left(client))
    outcome = json.loads(accept(client, token, key=told["key"]).body)
    assert outcome["done"] == "added"
    assert outcome["path"].startswith("evidence/inbox/")
    assert (client.root / "archive.yml").read_bytes() == settings
    assert not (client.root.parent / "b.txt").exists()


def test_the_folder_of_a_clause_says_where_a_file_belongs(client: Client, token: str) -> None:
    told = drop(client, token, "报送/B-1 垃圾分类/甲.txt", "正文".encode())
    assert told["folder"] == "B-1"


def test_what_is_left_out_is_forgotten(client: Client, token: str) -> None:
    told = drop(client, token, "甲.txt", PAPER.encode())
    assert left(client) != []
    assert client.ask(f"/-/drop/forget?key={told['key']}", "POST", b"", X_Juanzong_Token=token).status == 200
    assert left(client) == []
    assert accept(client, token, key=told["key"]).status == 400


def _foreign(token: str) -> Mapping[str, Mapping[str, str]]:
    return {
        "no token": {},
        "another token": {"X_Juanzong_Token": token[:-1] + ("A" if token[-1] != "A" else "B")},
        "another origin": {"X_Juanzong_Token": token, "Origin": "http://evil.example"},
        "no origin at all": {"X_Juanzong_Token": token, "Origin": "null"},
        "another name": {"X_Juanzong_Token": token, "Host": "evil.example"},
    }


@pytest.mark.parametrize("case", _foreign("x"))
def test_other_sites_cannot_drop(client: Client, token: str, case: str) -> None:
    before = evidence(client)
    for path in ("/-/drop/file?name=a.txt", "/-/drop/accept", "/-/drop/forget?key=1"):
        answer = client.ask(path, "POST", b"{}", **_foreign(token)[case])
        assert (answer.status, answer.body) == (403, b"")
    assert evidence(client) == before
    assert left(client) == []


@pytest.mark.parametrize("said", [{}, {"key": "1", "path": "x"}, {"key": "1", "date": "昨天"}, {"key": "99"}])
def test_answers_that_make_no_sense_change_nothing(
    client: Client, token: str, said: dict[str, object]
) -> None:
    before = evidence(client)
    assert accept(client, token, **said).status == 400
    assert evidence(client) == before


def test_there_is_no_dropping_while_settings_are_broken(client: Client, token: str) -> None:
    (client.root / "archive.yml").write_text("name: [", encoding="utf-8")
    client.after(1)
    assert "设置有误" in client.ask("/-/drop").text
    answer = client.ask("/-/drop/file?name=a.txt", "POST", b"x", X_Juanzong_Token=token)
    assert answer.status == 503
    assert left(client) == []


def test_a_full_disk_is_told(client: Client, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("juanzong.serving.drop._keep", full)
    answer = client.ask("/-/drop/file?name=a.txt", "POST", b"x", X_Juanzong_Token=token)
    assert (answer.status, answer.body) == (507, b"No space left on device")
    assert left(client) == []


def test_what_waits_goes_with_the_server(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    with served(root) as client:
        client.after(0)
        found = re.search(r'data-token="([^"]+)"', client.ask("/-/drop").text)
        assert found
        drop(client, found[1], "甲.txt", PAPER.encode())
        room = client.workshop.room
        assert room.exists()
    assert not room.exists()
