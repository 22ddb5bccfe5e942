from tests.index.engine import needs_node, node


@needs_node
def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    steps = [("a", 2), ("b", 2), ("a", 2), ("c", 2), ("a", 2), ("b", 2)]
    assert node("run_recent.js", {"room": 5, "steps": steps}) == [
        [True, ["a"], 2],
        [True, ["a", "b"], 4],
        [False, ["b", "a"], 4],
        [True, ["a", "c"], 4],
        [False, ["c", "a"], 4],
        [True, ["a", "b"], 4],
    ]


@needs_node
def test_what_is_kept_weighs_no_more_than_there_is_room_for() -> None:
    steps = [(str(n % 17), n % 7 + 1) for n in range(200)]
    for _, keys, weight in node("run_recent.js", {"room": 12, "steps": steps}):
        assert weight <= 12
        assert len(keys) >= 1
    (alone,) = node("run_recent.js", {"room": 3, "steps": [("huge", 99)]})
    assert alone == [True, ["huge"], 99]


@needs_node
def test_what_failed_is_asked_for_again() -> None:
    steps = [("a", -1), ("a", 1), ("a", 1)]
    assert node("run_recent.js", {"room": 5, "steps": steps}) == [
        [True, [], 0],
        [True, ["a"], 1],
        [False, ["a"], 1],
    ]
