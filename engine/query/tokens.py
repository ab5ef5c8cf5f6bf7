"""A query's text, cut into tokens in one pass.

Only a quotation mark, a bracket or a minus sign at the beginning of a word means something, so that
names such as 12", f(x) and lo-fi stay whole. A backslash there, or before one of SPECIAL, takes
what follows as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from engine.message import Message
from engine.query.fields import CANONICAL
from engine.query.problems import Problems
from engine.query.text import GAP

MAX_CHARACTERS = 10_000
MAX_DEPTH = 32  # brackets in brackets

_CLOSED_BY = {'"': '"', "“": "”“", "„": "“”"}  # “English” and „German“
SPECIAL = frozenset("\\(),|" + "".join(_CLOSED_BY) + "”")
_FIELD = re.compile(r"([^\W\d_]{2,20}):")
_COMPARED_FIELD = re.compile(r"(bpm|tempo|year|length|loudness)(?=[<>]=?\d)", re.IGNORECASE)
_URL = "//"


class TokenKind(Enum):
    WORD = auto()
    QUOTED = auto()  # between quotation marks
    FIELD = auto()  # text: its name in FIELDS, or LIKE
    VALUE = auto()  # what stands unquoted right behind a field's colon
    NOT = auto()
    AND = auto()
    OR = auto()
    COMMA = auto()
    OPEN = auto()
    CLOSE = auto()


_OPERATORS = {"AND": TokenKind.AND, "OR": TokenKind.OR, "NOT": TokenKind.NOT}


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str = ""
    plain: bool = False  # a word that a backslash has kept from meaning anything else
    glued: bool = False  # nothing stands between it and the token before


def tokens(text: str, problems: Problems) -> list[Token]:
    """All tokens of the text; brackets are balanced."""
    if len(text) > MAX_CHARACTERS:
        problems.add(Message("Only the first {0} characters are read.").of(MAX_CHARACTERS))
    return _Lexer(text[:MAX_CHARACTERS], problems).run()


class _Lexer:
    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._at = 0
        self._end = 0  # of the last token
        self._depth = 0
        self._found: list[Token] = []

    def run(self) -> list[Token]:
        while self._at < len(self._text):
            if GAP.match(self._text, self._at):
                self._at += 1
            else:
                self._token()
        if self._depth:
            self._problems.add(Message("A bracket is not closed."))
            self._found += [Token(TokenKind.CLOSE)] * min(self._depth, MAX_DEPTH)
        return self._found

    def _token(self) -> None:
        char = self._text[self._at]
        if char in _CLOSED_BY:
            self._quoted(_CLOSED_BY[char])
        elif char in ",|":
            self._emit(TokenKind.COMMA if char == "," else TokenKind.OR, self._at + 1)
        elif char == "(":
            self._bracket(TokenKind.OPEN, 1)
        elif char == ")" and self._depth:
            self._bracket(TokenKind.CLOSE, -1)
        elif char == "-" and self._stands(self._at + 1) and self._text[self._at + 1] not in "-,|)":
            self._emit(TokenKind.NOT, self._at + 1)
        elif not self._field():
            self._word()

    def _emit(self, kind: TokenKind, end: int, text: str = "", plain: bool = False) -> None:
        glued = self._end == self._at and bool(self._found)
        self._found.append(Token(kind, text, plain, glued))
        self._at = self._end = end

    def _stands(self, at: int) -> bool:
        """Whether part of a word may stand there."""
        return at < len(self._text) and not GAP.match(self._text, at)

    def _bracket(self, kind: TokenKind, step: int) -> None:
        """Too deep ones are counted, but not told."""
        deepest = max(self._depth, self._depth + step)
        self._depth += step
        if deepest <= MAX_DEPTH:
            self._emit(kind, self._at + 1)
        else:
            deep = Message("Brackets are read {0} deep; those within are ignored.").of(MAX_DEPTH)
            self._problems.add(deep)
            self._at += 1

    def _quoted(self, closers: str) -> None:
        """Up to the closing mark, or to the end; a doubled straight one stands for itself."""
        start, parts = self._at + 1, []
        while True:
            ends = (self._text.find(closer, start) for closer in closers)
            end = min((at for at in ends if at >= 0), default=None)
            parts.append(self._text[start:end])
            if end is None:
                self._problems.add(Message("A quotation mark is not closed."))
                end = len(self._text)
            elif self._text[end : end + 2] == '""' and closers == '"':
                parts.append('"')
                start = end + 2
                continue
            self._emit(TokenKind.QUOTED, end + 1, "".join(parts))
            return

    def _field(self) -> bool:
        """A field's name and what stands right behind it, if this is one."""
        if compared := _COMPARED_FIELD.match(self._text, self._at):
            return self._known_field(compared[1], compared.end())
        found = _FIELD.match(self._text, self._at)
        if not found:
            return False
        written, end = found[1], found.end()
        if written.lower() in CANONICAL:
            return self._known_field(written, end)
        if self._stands(end) and not self._text.startswith(_URL, end):
            self._problems.add(_unknown(written))
            if self._text[end] in _CLOSED_BY:
                self._emit(TokenKind.WORD, end, found[0])
                return True
        return False

    def _known_field(self, written: str, end: int) -> bool:
        self._emit(TokenKind.FIELD, end, CANONICAL[written.lower()])
        stops = (*_CLOSED_BY, "(", ",")
        if self._stands(end) and not self._text.startswith(stops, end):
            value, end, _ = self._scan(in_value=True)
            if value:
                self._emit(TokenKind.VALUE, end, value)
        return True

    def _word(self) -> None:
        word, end, plain = self._scan()
        operator = None if plain else _OPERATORS.get(word)
        if operator:
            self._emit(operator, end)
        else:
            self._emit(TokenKind.WORD, end, word, plain)

    def _scan(self, in_value: bool = False) -> tuple[str, int, bool]:
        """A word from here on: itself, where it ends, whether a backslash makes it plain.

        In a field's value a backslash is part of a path, and | leads to the next value.
        """
        text, at, plain, opened = self._text, self._at, False, 0
        chars: list[str] = []
        while self._stands(at):
            char = text[at]
            escaped = not in_value and char == "\\" and self._stands(at + 1)
            if escaped and (not chars or text[at + 1] in SPECIAL):
                plain = plain or not chars
                chars.append(text[at + 1])
                at += 2
                continue
            if self._ends_word(at, char, opened, in_value):
                break
            opened += (char == "(") - (char == ")" and opened > 0)
            chars.append(char)
            at += 1
        return "".join(chars), at, plain

    def _ends_word(self, at: int, char: str, opened: int, in_value: bool) -> bool:
        if char == ",":  # but 10,000 is one word
            around = self._text[at - 1 : at] + self._text[at + 1 : at + 2]
            return in_value or not (len(around) == 2 and around.isdigit())
        if char == "|":  # genre:rock|pop are two values, genre:rock|mood:calm two fields
            field = _FIELD.match(self._text, at + 1)
            another = field and field[1].lower() in CANONICAL
            return not in_value or not self._stands(at + 1) or bool(another)
        return char == ")" and self._depth > 0 and not opened


def _unknown(written: str) -> Message:
    if near := get_close_matches(written.lower(), CANONICAL, 1):
        return Message("There is no field “{0}”; did you mean “{1}”?").of(written, near[0])
    return Message("There is no field “{0}”.").of(written)
