"""engine.query.parse: what people type, and what it means."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from engine.query import (
    All,
    Any,
    Between,
    Like,
    Named,
    Node,
    Not,
    Seed,
    Words,
    all_of,
    parse,
    write,
)
from engine.query.keys import KEYS

NOW = datetime(2026, 11, 18, 15, 30)  # a Wednesday


@pytest.fixture(params=["UTC", "Europe/Berlin", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days go by the system's time zone, wherever that is."""
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", request.param)
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def tree(text: str, names: tuple[str, ...] = ()) -> Node | None:
    parsed = parse(text, now_s=NOW.timestamp(), names=names)
    assert parsed.problems == (), text
    return parsed.tree


def told(text: str) -> str:
    return " ".join(map(str, parse(text, now_s=NOW.timestamp()).problems))


def day(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def tempo(low: float | None, high: float | None) -> Between:
    return Between("tempo", low, high)


def year(low: float | None, high: float | None) -> Between:
    return Between("year", low, high)


def length(low: float | None, high: float | None) -> Between:
    return Between("length", low, high)


def genre(text: str) -> Named:
    return Named("genre", text)


a, b, c = Words("a"), Words("b"), Words("c")
jazz = Words("jazz")


@pytest.mark.parametrize(
    "name",
    [
        "R.E.M.", "AC/DC", "P!nk", "Sunn O)))", "*NSYNC", "!!!", "Godspeed You! Black Emperor",
        "+/-", ":wumpscut:", "Song: II", "👩‍🎤 🎵", "فيروز", "宇多田ヒカル、椎名林檎",
        "Sigur Ro\u0301s", "and", "or", "not", "no", "jazz or blues", "drum and bass",
        "lo-fi drum-and-bass", "-", "--", "- -", "--x", 'Blue Monday 12" mix', "f(x)",
        "10,000 Maniacs", "With or Without You", "to be or not to be", "Symphony no 5", "AC\\DC",
        "https://example.org", "12:51", "in a minor key", "99 Luftballons", "2 Minutes to Midnight",
        "I <3 U", "50% off", "'Heroes'", "Over the Rainbow", "from Russia", "added value",
        "\u0301", "\u202e",
    ],
)  # fmt: skip
def test_names_stay_what_they_are(name: str) -> None:
    assert tree(name) == Words(name)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", None),
        (" \n\t ", None),
        ("  calm \t piano\n", Words("calm piano")),
        ("calm\x00piano\x1b", Words("calm piano")),
        ("\ud800a", a),
        ('"kind  of blue"', Words("kind of blue", phrase=True)),
        ("“kind of blue”", Words("kind of blue", phrase=True)),
        ("„kind of blue“", Words("kind of blue", phrase=True)),
        ('"say ""hello"""', Words('say "hello"', phrase=True)),
        ('a "b" c', All((a, Words("b", phrase=True), c))),
        ("a, b", All((a, b))),
        (",a,,b,", All((a, b))),
        ("a AND b", All((a, b))),
        ("a OR b", Any((a, b))),
        ("a|b", Any((a, b))),
        ("a | b || c", Any((a, b, c))),
        ("OR a OR OR b OR", Any((a, b))),
        ("a b OR c", Any((Words("a b"), c))),
        ("a OR b, c", All((Any((a, b)), c))),
        ("a (b OR c)", All((a, Any((b, c))))),
        ("(a) (b)", Words("a b")),
        ("((a))", a),
        ("a ()", a),
        ("-a", Not(a)),
        ("NOT a", Not(a)),
        ("NOT NOT a", a),
        ("NOT -a", a),
        ("-(-a)", a),
        ("-(a OR b)", Not(Any((a, b)))),
        ('-"a b"', Not(Words("a b", phrase=True))),
        ("a -b c", All((a, Not(b), c))),
        ("a, a", a),
        ("\\-a", Words("-a")),
        ("\\OR", Words("OR")),
        ("\\no b", Words("no b")),
        ("\\genre:rock", Words("genre:rock")),
        ("a\\, b", Words("a, b")),
    ],
)
def test_words_and_operators(text: str, meant: Node | None) -> None:
    assert tree(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("genre:jazz", genre("jazz")),
        ("GENRE:Jazz", genre("Jazz")),
        ("genre: jazz", genre("jazz")),
        ('genre:"hip hop"', genre("hip hop")),
        ("genre:“hip hop”", genre("hip hop")),
        ("genre:rock|pop", Any((genre("rock"), genre("pop")))),
        ("genre:(hip hop OR pop)", Any((genre("hip hop"), genre("pop")))),
        ("genre:(rock, -pop)", All((genre("rock"), Not(genre("pop"))))),
        ("genre:rock|mood:calm", Any((genre("rock"), Named("mood", "calm")))),
        ("-genre:jazz", Not(genre("jazz"))),
        ("genre:jazz piano", All((genre("jazz"), Words("piano")))),
        ("(genre:jazz)", genre("jazz")),
        ("is:accepted", Named("state", "accepted")),
        ("folder:live", Named("path", "live")),
        ("path:C:\\Music\\live", Named("path", "C:\\Music\\live")),
        ('path:"/music/A  (live)"', Named("path", "/music/A  (live)")),
        ("key:Cm", Named("key", "Cm")),
        ("key:c minor", Named("key", "Cm")),
        ('key:"c minor"', Named("key", "Cm")),
        ("key:F# major", Named("key", "F#")),
        ("key:Db", Named("key", "C#")),
        ("key:g♯m", Named("key", "Abm")),
        ("key:B-flat-major", Named("key", "Bb")),
        ("key:CM", Named("key", "C")),
        ("key:8A", Named("key", "Am")),
        ("key:8B", Named("key", "C")),
        ("key:1A", Named("key", "Abm")),
        ("key:12b", Named("key", "E")),
        ("key:5A", Named("key", "Cm")),
    ],
)
def test_fields_of_text(text: str, meant: Node) -> None:
    assert tree(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bpm:90-110", tempo(90, 110)),
        ("bpm:90..110", tempo(90, 110)),
        ("bpm:90–110", tempo(90, 110)),
        ("bpm:90 - 110", tempo(90, 110)),
        ("bpm:90 to 110", tempo(90, 110)),
        ("bpm:110-90", tempo(90, 110)),
        ("bpm:>90", tempo(90, None)),
        ("bpm:> 90", tempo(90, None)),
        ("bpm>90", tempo(90, None)),
        ("bpm:<=110", tempo(None, 110)),
        ("bpm:90..", tempo(90, None)),
        ("bpm:90+", tempo(90, None)),
        ("bpm:..110", tempo(None, 110)),
        ("bpm:120", tempo(119.5, 120.5)),
        ("bpm:~120", tempo(114, 126)),
        ("bpm:0-1000000000", tempo(0, 1e9)),
        ("tempo:90|120", Any((tempo(89.5, 90.5), tempo(119.5, 120.5)))),
        ("year:1990..", year(1990, None)),
        ("year:1990s", year(1990, 1999)),
        ("year:90s", year(1990, 1999)),
        ("year:20s", year(2020, 2029)),
        ("year:80s..90s", year(1980, 1999)),
        ("year:94", year(1994, 1994)),
        ("year:>1990", year(1991, None)),
        ("year:<1990s", year(None, 1989)),
        ("date:1994-05-01", year(1994, 1994)),
        ("length:3:30..5:00", length(210, 300)),
        ("length:<3m", length(None, 180)),
        ("length:>1h", length(3600, None)),
        ("length:2m30s", length(149.5, 150.5)),
        ("length:1:02:03..", length(3723, None)),
        ("length:3 minutes", length(179.5, 180.5)),
        ("len:90..120", length(90, 120)),
        ("loudness:-14..-9", Between("loudness", -14, -9)),
        ("loudness:-14--9", Between("loudness", -14, -9)),
        ("lufs:>-10", Between("loudness", -10, None)),
    ],
)
def test_ranges(text: str, meant: Node) -> None:
    assert tree(text) == meant


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("added:2026", "2026-01-01", "2027-01-01"),
        ("added:2026-01", "2026-01-01", "2026-02-01"),
        ("added:2025-12..2026-01", "2025-12-01", "2026-02-01"),
        ("added:2026-03-29", "2026-03-29", "2026-03-30"),  # a day of 23 hours in Berlin
        ("added:2026-01..", "2026-01-01", None),
        ("added:<2026-01-15", None, "2026-01-15"),
        ("added:>2026-01", "2026-02-01", None),
        ("added:today", "2026-11-18", None),
        ("added:yesterday", "2026-11-17", "2026-11-18"),
        ("added:week", "2026-11-16", None),
        ("added:month", "2026-11-01", None),
        ('added:"last 30 days"', "2026-10-19", None),
        ("added:last 2 weeks", "2026-11-04", None),
        ("added this week", "2026-11-16", None),
        ("added in the last 7 days", "2026-11-11", None),
        ("added since 2026-02", "2026-02-01", None),
        ("added before 2026", None, "2026-01-01"),
    ],
)
def test_days(text: str, first: str | None, behind: str | None) -> None:
    """Both bounds are kept to the last moment before the day behind them."""
    found = tree(text)
    assert isinstance(found, Between)
    assert found.field == "added"
    assert found.low == (None if first is None else day(first))
    if behind is None:
        assert found.high is None
    else:
        assert found.high is not None
        assert day(behind) - 1e-3 < found.high < day(behind)
    assert parse(write(found), now_s=0.0).tree == found
    assert "@" not in write(found)  # days are written as days


def test_a_month_that_is_not_over_goes_by_the_clock() -> None:
    later = NOW + timedelta(days=40)
    found = parse("added:month", now_s=later.timestamp()).tree
    assert found == Between("added", day("2026-12-01"), None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("under 90 bpm", tempo(None, 90)),
        ("Below 90 BPM.", tempo(None, 90)),
        ("less than 90.5 beats per minute", tempo(None, 90.5)),
        ("slower than 90", tempo(None, 90)),
        ("faster than 120bpm", tempo(120, None)),
        ("over 120 bpm", tempo(120, None)),
        ("between 90 and 110 bpm", tempo(90, 110)),
        ("90-110 bpm", tempo(90, 110)),
        ("around 120 bpm", tempo(114, 126)),
        ("120 bpm", tempo(119.5, 120.5)),
        ("shorter than 3 minutes", length(None, 180)),
        ("longer than 1:30", length(90, None)),
        ("over 2 hours", length(7200, None)),
        ("between 3 and 5 minutes", length(180, 300)),
        ("from the 90s", year(1990, 1999)),
        ("from the 1960s", year(1960, 1969)),
        ("from 1994", year(1994, 1994)),
        ("from 1990 to 1995", year(1990, 1995)),
        ("before 1980", year(None, 1979)),
        ("before the 90s", year(None, 1989)),
        ("after 2001", year(2002, None)),
        ("since 1990", year(1990, None)),
        ("in C minor", Named("key", "Cm")),
        ("in F# major", Named("key", "F#")),
        ("in the key of b flat minor", Named("key", "Bbm")),
        ("no vocals", Not(Words("vocals"))),
        ("without any vocals", Not(Words("vocals"))),
        ("not jazz", Not(jazz)),
        ("not under 90 bpm", Not(tempo(None, 90))),
        ("no drums or guitar", All((Not(Words("drums")), Not(Words("guitar"))))),
        ("no drums and no guitar", All((Not(Words("drums")), Not(Words("guitar"))))),
        ("no drum and bass", Not(Words("drum and bass"))),
        ("no drums but strings", All((Not(Words("drums")), Words("strings")))),
        ("no drums with strings", All((Not(Words("drums")), Words("strings")))),
        ("piano with strings no drums", All((Words("piano with strings"), Not(Words("drums"))))),
        ("calm and under 90 bpm and sad", All((Words("calm"), tempo(None, 90), Words("sad")))),
        (
            "calm piano, no vocals, under 90 bpm, not jazz",
            All((Words("calm piano"), Not(Words("vocals")), tempo(None, 90), Not(jazz))),
        ),
        (
            "calm piano no vocals under 90 bpm not jazz",
            All((Words("calm piano"), Not(Words("vocals")), tempo(None, 90), Not(jazz))),
        ),
    ],
)  # fmt: skip
def test_plain_english(text: str, meant: Node) -> None:
    assert tree(text) == meant


@pytest.mark.parametrize(
    ("text", "denied", "rest"),
    [
        ("no vocals calm piano", ("vocals",), "calm piano"),
        ("no male vocals calm", ("male vocals",), "calm"),
        ("no drum and bass piano", ("drum and bass",), "piano"),
        ("no vocals and drums", ("vocals", "drums"), ""),
        ("no vocals or the drums calm", ("vocals", "drums"), "calm"),
        ("not christmas songs", ("christmas songs",), ""),
    ],
)
def test_a_negation_reaches_over_a_known_name(
    text: str, denied: tuple[str, ...], rest: str
) -> None:
    names = ("vocals", "male vocals", "drums", "drum and bass", "piano")
    nodes: list[Node] = [Not(Words(name)) for name in denied]
    assert tree(text, names) == all_of([*nodes, Words(rest) if rest else None])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('like:"/m/a b.mp3"', Like((Seed(path="/m/a b.mp3"),))),
        ("like:/m/a.mp3", Like((Seed(path="/m/a.mp3"),))),
        ("like:a.flac", Like((Seed(path="a.flac"),))),
        ("like:AC/DC", Like((Seed("AC/DC"),))),
        ("like:(female choir)", Like((Seed("female choir"),))),
        ('like:"a"@1:05-1:20', Like((Seed(path="a", start_s=65, end_s=80),))),
        ('like:"a"@1:20-1:05', Like((Seed(path="a", start_s=65, end_s=80),))),
        ('like:"a"@90', Like((Seed(path="a", start_s=90),))),
        ('like:"a"@-90', Like((Seed(path="a", end_s=90),))),
        ("like:a.mp3@1:05", Like((Seed(path="a.mp3", start_s=65),))),
        (
            'like:"a" + female choir - drums + "b"',
            Like((Seed(path="a"), Seed("female choir"), Seed(path="b")), (Seed("drums"),)),
        ),
        ('like:"a" -drums', All((Like((Seed(path="a"),)), Not(Words("drums"))))),
        ('like:"a" - drums, calm', All((Like((Seed(path="a"),), (Seed("drums"),)), Words("calm")))),
        ('-like:"a"', Not(Like((Seed(path="a"),)))),
    ],
)  # fmt: skip
def test_examples_of_music(text: str, meant: Node) -> None:
    assert tree(text) == meant


@pytest.mark.parametrize(
    ("text", "meant", "part"),
    [
        ("foo:bar", Words("foo:bar"), "no field “foo”"),
        ("gnre:rock", Words("gnre:rock"), "did you mean “genre”?"),
        ('foo:"a b"', All((Words("foo:"), Words("a b", phrase=True))), "no field “foo”"),
        ("genre:", None, "“genre:” waits for a value"),
        ('genre:""', None, "waits for a value"),
        ("genre: , a", a, "waits for a value"),
        ("bpm:fast a", a, "“fast” is not a tempo"),
        ("bpm:1e999", None, "“1e999” is not a tempo"),
        ("bpm:nan", None, "not a tempo"),
        ("bpm:" + "9" * 400, None, "not a tempo"),
        ("bpm:..", None, "not a tempo"),
        ("key:H", None, "“H” is not a key"),
        ("added:2026-02-30", None, "not a date"),
        ("length:long", None, "not a length"),
        ("like:", None, "“like:” waits for"),
        ("like: - drums", None, ""),
        ('like:"a"@x', Like((Seed(path="a"),)), "“x” is not a passage"),
        ('"a b', Words("a b", phrase=True), "quotation mark is not closed"),
        ("(a b", Words("a b"), "bracket is not closed"),
        ("OR", None, "nothing in this to look for"),
    ],
)
def test_what_is_not_understood_is_told(text: str, meant: Node | None, part: str) -> None:
    if part:
        assert parse(text, now_s=NOW.timestamp()).tree == meant
    assert part in told(text)


def test_every_key_is_read_in_every_spelling() -> None:
    for key in KEYS:
        note, mode = key.removesuffix("m"), "minor" if key.endswith("m") else "major"
        for text in (f"key:{key}", f"key:{note} {mode}", f"in {note} {mode}", f"key:{note}{mode}"):
            assert tree(text) == Named("key", key)
    camelot = {tree(f"key:{hour}{ring}") for hour in range(1, 13) for ring in "AB"}
    assert camelot == {Named("key", key) for key in KEYS}
