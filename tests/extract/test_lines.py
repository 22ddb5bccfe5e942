import math

from juanzong.extract.lines import Found, paragraphs


def line(text: str, left: float, top: float, width: float, *, height: float = 30, slope: float = 0) -> Found:
    cos, sin = math.cos(slope), math.sin(slope)

    def turned(x: float, y: float) -> tuple[float, float]:
        return x * cos - y * sin, x * sin + y * cos

    right, bottom = left + width, top + height
    corners = turned(left, top), turned(right, top), turned(right, bottom), turned(left, bottom)
    return Found(corners, text, 0.99)


def test_a_page_without_lines() -> None:
    assert paragraphs([]) == []


def test_lines_are_read_from_the_top() -> None:
    assert paragraphs([line("乙", 0, 50, 200), line("甲", 0, 0, 200)]) == ["甲\n乙"]


def test_an_indented_line_begins_a_paragraph() -> None:
    found = [line("甲", 60, 0, 940), line("乙", 0, 50, 1000), line("丙", 60, 100, 940)]
    assert paragraphs(found) == ["甲\n乙", "丙"]


def test_boxes_of_uneven_height_are_of_one_size() -> None:
    found = [line("（甲）", 0, 0, 1000, height=36), line("乙", 0, 54, 1000, height=29)]
    assert paragraphs(found) == ["（甲）\n乙"]


def test_cells_of_a_row_stand_side_by_side_on_a_page_askew() -> None:
    cells = [("姓名", 0), ("单位", 400), ("电话", 800)]
    found = [line(text, x, y, 120, slope=0.04) for y in (0, 60) for text, x in reversed(cells)]
    found.append(line("签到表（二〇二六年）", 0, -100, 900, slope=0.04))
    assert "\n".join(paragraphs(found)).split("\n")[1:] == ["姓名  单位  电话"] * 2


def test_columns_are_read_one_after_the_other() -> None:
    head = line("通报", 0, -100, 1000)
    left = [line(f"左{n}", 0, 50 * n, 470) for n in range(6)]
    right = [line(f"右{n}", 530, 50 * n, 470) for n in range(6)]
    both = [one for pair in zip(left, right, strict=True) for one in pair]
    text = "\n".join(paragraphs([*both, head]))
    assert text.split("\n") == ["通报", *(f"左{n}" for n in range(6)), *(f"右{n}" for n in range(6))]


def test_a_table_of_two_columns_is_read_by_rows() -> None:
    found = [line(f"{side}{n}", x, 50 * n, 150) for n in range(6) for side, x in (("名", 0), ("数", 850))]
    assert "\n".join(paragraphs(found)).split("\n") == [f"名{n}  数{n}" for n in range(6)]
