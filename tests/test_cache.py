import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from juanzong.cache import Cache


def test_what_is_stored_is_there_for_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / ".juanzong" / "cache.sqlite"
    with Cache.open(path) as cache:
        cache.put("extract", "a", b"\0one")
        cache.put("extract", "a", b"two")
        cache.put("classify", "a", b"other")
    with Cache.open(path) as cache:
        assert cache.get("extract", "a") == b"two"
        assert cache.get("classify", "a") == b"other"
        assert cache.get("extract", "b") is None
        assert cache.problem == ""


def test_what_is_to_be_forgotten_is_not_even_in_the_file(tmp_path: Path) -> None:
    secret, other = "a" * 64, "b" * 64
    path = tmp_path / "c.sqlite"
    with Cache.open(path) as cache:
        cache.put_many("extract", {f"{secret}.pdf 3": b"CANARY" * 2000, f"{other}.pdf 3": b"kept"})
        cache.put("ocr", f"{secret}.pdf 1", b"CANARY")
        cache.forget([secret])
        assert [key for _, key, _ in cache.entries()] == [f"{other}.pdf 3"]
        assert cache.problem == ""
        for part in tmp_path.iterdir():
            assert b"CANARY" not in part.read_bytes(), part


def test_many_are_asked_for_at_once(tmp_path: Path) -> None:
    values = {f"{n:05}": str(n).encode() for n in range(1700)}
    with Cache.open(tmp_path / "c.sqlite") as cache:
        cache.put_many("n", values)
        asked = [*reversed(values), "missing", "00000"]
        found = cache.get_many("n", asked)
        assert found == values
        assert list(found) == asked[:1700]


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 1000)
    with Cache.open(path) as cache:
        cache.put("n", "k", b"v")
        assert cache.get("n", "k") == b"v"
        assert "not a database" in cache.problem
    with Cache.open(path) as cache:
        assert cache.get("n", "k") == b"v"
        assert cache.problem == ""


def test_a_database_damaged_inside_is_replaced_when_that_shows(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with Cache.open(path) as cache:
        cache.put_many("n", {f"{n}": b"x" * 3000 for n in range(200)})
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x5a" * (len(content) - 8192)
    path.write_bytes(content)
    with Cache.open(path) as cache:
        cache.get_many("n", [f"{n}" for n in range(200)])
        assert cache.problem
        cache.put("n", "k", b"v")
        assert cache.get("n", "k") == b"v"


def test_a_database_of_another_version_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE entry (other); PRAGMA user_version = 99")
    connection.close()
    with Cache.open(path) as cache:
        cache.put("n", "k", b"v")
        assert cache.get("n", "k") == b"v"


def test_where_nothing_can_be_written_the_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Cache.open(tmp_path / "file" / "c.sqlite") as cache:
        cache.put("n", "k", b"v")
        assert cache.get("n", "k") is None
        assert cache.problem


def test_a_full_disk_stops_the_storing_only(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "c.sqlite") as cache:
        cache.put("n", "k", b"v")
        assert cache._connection is not None
        (pages,) = cache._connection.execute("PRAGMA page_count").fetchone()
        cache._connection.execute(f"PRAGMA max_page_count = {pages}")
        cache.put("n", "big", b"x" * 100_000)
        assert "full" in cache.problem
        assert cache.get("n", "k") == b"v"
        assert cache.get("n", "big") is None


def test_threads_share_one_cache(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "c.sqlite") as cache, ThreadPoolExecutor(4) as executor:

        def store(n: int) -> bytes | None:
            cache.put("n", str(n), str(n).encode())
            return cache.get("n", str(n))

        assert list(executor.map(store, range(100))) == [str(n).encode() for n in range(100)]


def test_two_builds_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    script = (
        "import sys; from pathlib import Path; from juanzong.cache import Cache\n"
        "with Cache.open(Path(sys.argv[1])) as cache:\n"
        "    for n in range(100): cache.put(sys.argv[2], str(n), b'v')\n"
        "    sys.exit(cache.problem or 0)"
    )
    builds = [subprocess.Popen([sys.executable, "-c", script, path, name]) for name in ("a", "b")]
    assert [build.wait(60) for build in builds] == [0, 0]
    with Cache.open(path) as cache:
        keys = [str(n) for n in range(100)]
        assert len(cache.get_many("a", keys)) == len(cache.get_many("b", keys)) == 100


def test_a_closed_cache_is_empty(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path / "c.sqlite")
    cache.close()
    cache.put("n", "k", b"v")
    assert cache.get("n", "k") is None
