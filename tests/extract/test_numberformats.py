import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.numberformats import BUILT_IN, shown

DAY = dt.datetime(2026, 6, 12, 15, 4, 5)  # noqa: DTZ001 (sheets have no zones)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.9821, "0.00%", "98.21%"),
        (0.985, "0%", "99%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        (-5.0, "0;(0)", "(5)"),
        (0.0, '0;-0;"—"', "—"),
        (0.125, "0.00", "0.13"),
        (2.675, "0.00", "2.68"),
        (0.5, "#.##", ".5"),
        (7.0, "000", "007"),
        (1234567.0, '0.0,"千"', "1234.6千"),
        (12.0, '0"人"', "12人"),
        (1200.0, '"¥"#,##0.00', "¥1,200.00"),
        (1200.0, "[$¥-804]#,##0", "¥1,200"),
        (1200.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,200.00"),
        (85.0, '[>=60]"合格";"不合格"', "合格"),
        (42.0, '[>=60]"合格";"不合格"', "不合格"),
        (12345.0, "0.00E+00", "1.23E+04"),
        (3.5, "General", "3.5"),
        (3.5, '0.00"米"', "3.50米"),
        (3.5, 'General"米"', "3.5米"),
        (0.5, "# ?/?", "0.5"),
        (DAY, "yyyy/m/d", "2026/6/12"),
        (DAY, "yyyy-mm-dd hh:mm:ss", "2026-06-12 15:04:05"),
        (DAY, 'yyyy"年"m"月"d"日"', "2026年6月12日"),
        (DAY, 'yyyy"年"m"月"d"日";@', "2026年6月12日"),
        (DAY, "[$-804]yyyy\\年m\\月", "2026年6月"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年六月十二日"),
        (DAY, "aaaa", "星期五"),
        (DAY, "h:mm AM/PM", "3:04 PM"),
        (DAY, '上午/下午h"时"mm"分"', "下午3时04分"),
        (46185.0, "yyyy/m/d", "2026/6/12"),
        (dt.date(2026, 6, 12), "m/d", "6/12"),
        (dt.time(9, 5), "h:mm", "9:05"),
        (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (1.25, "[h]:mm:ss", "30:00:00"),
        (-1.0, "yyyy/m/d", "-1"),
        (1e12, "yyyy/m/d", "1000000000000"),
        (float("nan"), "0.00", "nan"),
        (5.0, ";;;", ""),
    ],
)
def test_as_excel_shows_it(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_what_files_name_by_number_is_shown_as_in_china() -> None:
    assert [shown(DAY, BUILT_IN[n]) for n in (14, 22, 31, 57, 58)] == [
        "2026/6/12",
        "2026/6/12 15:04",
        "2026年6月12日",
        "2026年6月",
        "6月12日",
    ]


@given(st.floats(), st.text(alphabet='0#?,.%;"\\_*[]$-804ymdhsaegbEDBNum1>=<@年月 AM/PM上下午G', max_size=40))
def test_no_code_is_too_odd(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 30)))  # noqa: DTZ001
def test_days_come_back_as_they_were(moment: dt.datetime) -> None:
    assert shown(
        moment.replace(hour=0, minute=0, second=0, microsecond=0), "yyyy-mm-dd"
    ) == f"{moment:%Y-%m-%d}".rjust(10, "0")


def test_huge_numbers_and_long_codes_end() -> None:
    assert shown(1e300, "0.00").startswith("1")
    assert shown(1.5, "0." + "0" * 300).startswith("1.5")
