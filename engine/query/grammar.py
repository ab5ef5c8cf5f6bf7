"""From tokens to the tree.

    query   = choice ("," choice)*
    choice  = group ("OR" group)*
    group   = (["AND"] ["NOT"] unit)*     what stands side by side must all be true
    unit    = "(" query ")" | "phrase" | field value | like expression | words

No text is an error: what cannot be understood is left out or read as words, and told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from engine.message import Message
from engine.query.english import read_words, without_joints
from engine.query.fields import FIELDS, LIKE
from engine.query.problems import UNFIT, Problems
from engine.query.seeds import SIGNS, file_seed, looks_like_path
from engine.query.text import clean
from engine.query.tokens import Token, TokenKind, tokens
from engine.query.tree import All, Any, Like, Node, Not, Seed, Words, all_of, any_of, negated
from engine.query.values import read_value

MAX_TERMS = 200

_MOST_MORE_WORDS = 3  # of an unquoted value: "added:last 30 days", "bpm:90 - 110"
_SHOWN = 40  # characters of a text that is not understood
_END = Token(TokenKind.CLOSE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query, understood."""

    tree: Node | None  # None: nothing is asked for
    problems: tuple[Message, ...]  # about what was not


def parse(text: str, *, now_s: float, names: Collection[str] = ()) -> Parsed:
    """Read a query; any text has an answer.

    `now_s` (POSIX seconds) is what "today" and "90s" go by. `names`, in lower case, are sounds
    that are known: of "no vocals calm piano" only a known name is denied.
    """
    problems = Problems()
    tree = _Parser(tokens(text, problems), problems, now_s, names).read()
    if tree is None and clean(text) and not problems.told():
        problems.add(Message("There is nothing in this to look for."))
    return Parsed(tree, problems.told())


class _Parser:
    def __init__(
        self, found: list[Token], problems: Problems, now_s: float, names: Collection[str]
    ) -> None:
        self._tokens = found
        self._problems = problems
        self._now_s = now_s
        self._names = names
        self._at = 0
        self._terms = 0

    def read(self) -> Node | None:
        choices = [self._choice()]
        while self._skip(TokenKind.COMMA):
            choices.append(self._choice())
        return all_of(choices)

    def _choice(self) -> Node | None:
        groups = [self._group()]
        while self._skip(TokenKind.OR):
            groups.append(self._group())
        return any_of(groups)

    def _group(self) -> Node | None:
        parts: list[list[Node]] = [[]]
        while self._next.kind not in (TokenKind.COMMA, TokenKind.OR, TokenKind.CLOSE):
            if self._skip(TokenKind.AND):
                parts.append([])
            else:
                parts[-1] += self._unit()
        return all_of(node for part in parts for node in _merged(part))

    def _unit(self) -> list[Node]:
        denied = False
        while self._skip(TokenKind.NOT):
            denied = not denied
        token = self._next
        if token.kind is TokenKind.WORD:
            nodes = self._single_word() if denied else self._run()
        elif token.kind in (TokenKind.AND, TokenKind.COMMA, TokenKind.OR, TokenKind.CLOSE):
            return []  # an operator with nothing behind it
        else:
            nodes = _there(self._primary(self._take()))
        return [negated(node) for node in nodes] if denied else nodes

    def _primary(self, token: Token) -> Node | None:
        if token.kind is TokenKind.OPEN:
            return self._bracket()
        if token.kind is TokenKind.FIELD:
            return self._like() if token.text == LIKE else self._named(token.text)
        text = clean(token.text)
        return self._leaf(Words(text, phrase=True)) if text else None

    def _bracket(self) -> Node | None:
        node = self.read()
        self._skip(TokenKind.CLOSE)
        return node

    def _single_word(self) -> list[Node]:
        return _there(self._leaf(Words(self._take().text)))

    def _run(self) -> list[Node]:
        """Words side by side, and the plain English among them."""
        run: list[Token] = []
        while self._next.kind is TokenKind.WORD:
            run.append(self._take())
        read = read_words([w.text for w in run], [w.plain for w in run], self._names, self._now_s)
        return [leaf for node in read for leaf in _there(self._leaf(node))]

    def _named(self, field: str) -> Node | None:
        """What a field asks for: one value, several divided by |, or a bracket of them."""
        token = self._next
        if token.kind is TokenKind.OPEN:
            self._take()
            return self._under(field, self._bracket())
        if token.kind not in (TokenKind.VALUE, TokenKind.QUOTED, TokenKind.WORD):
            return self._valued(field, "")
        self._take()
        if token.kind is TokenKind.QUOTED:
            return self._valued(field, token.text)
        values = [value for value in token.text.split("|") if value]
        if len(values) == 1:
            return self._valued(field, self._lengthened(field, values[0]))
        return any_of([self._valued(field, value) for value in values])

    def _lengthened(self, field: str, value: str) -> str:
        """With the words that follow, as many as make sense in a number, a key or a day."""
        if FIELDS[field].is_free:
            return value
        for more in range(_MOST_MORE_WORDS, 0, -1):
            words = self._tokens[self._at : self._at + more]
            longer = " ".join([value, *(word.text for word in words)])
            all_words = len(words) == more and all(word.kind is TokenKind.WORD for word in words)
            if all_words and read_value(field, longer, self._now_s) is not None:
                self._at += more
                return longer
        return value

    def _valued(self, field: str, text: str) -> Node | None:
        node = read_value(field, text, self._now_s)
        if node is None:
            example = FIELDS[field].example
            if written := clean(text)[:_SHOWN]:
                problem = UNFIT[field].of(written, example)
            else:
                problem = Message("“{0}:” waits for a value, such as {1}.").of(field, example)
            self._problems.add(problem)
        return self._leaf(node)

    def _under(self, field: str, node: Node | None) -> Node | None:
        """The field's name before a bracket is the name of all words within."""
        if isinstance(node, Words):
            return self._valued(field, node.text)
        if isinstance(node, Not):
            denied = self._under(field, node.node)
            return None if denied is None else negated(denied)
        if isinstance(node, All | Any):
            join = all_of if isinstance(node, All) else any_of
            return join([self._under(field, part) for part in node.nodes])
        return node

    def _like(self) -> Node | None:
        seeds: dict[bool, list[Seed]] = {True: [], False: []}
        wanted = True
        while (seed := self._seed()) is not None:
            seeds[wanted] += [seed] if self._has_room() else []
            if not self._is_sign(self._next):
                break
            wanted = SIGNS[self._take().text]
        if seeds[True]:
            return Like(tuple(seeds[True]), tuple(seeds[False]))
        example = 'like:"song.mp3" + choir'
        self._problems.add(Message("“like:” waits for a file or words, such as {0}.").of(example))
        return None

    def _seed(self) -> Seed | None:
        """A file, if it is in quotation marks or looks like one; or words."""
        if self._skip(TokenKind.OPEN):
            inner = self._bracket()
            return Seed(inner.text) if isinstance(inner, Words) else None
        if self._next.kind not in (TokenKind.QUOTED, TokenKind.VALUE, TokenKind.WORD):
            return None
        first = self._take()
        if first.kind is TokenKind.QUOTED:
            behind = self._next
            marked = behind.kind is TokenKind.WORD and behind.glued and behind.text.startswith("@")
            return self._passage(first.text, self._take().text[1:] if marked else "")
        path, _, passage = first.text.partition("@")
        if not first.plain and looks_like_path(path):
            return self._passage(path, passage)
        words = [first.text]
        while self._next.kind is TokenKind.WORD and not self._is_sign(self._next):
            words.append(self._take().text)
        return Seed(" ".join(words))

    def _passage(self, path: str, passage: str) -> Seed | None:
        seed = file_seed(path, passage)
        if seed is None and passage:
            written = clean(passage)[:_SHOWN]
            self._problems.add(Message("“{0}” is not a passage: write @1:05-1:20.").of(written))
            seed = file_seed(path)
        return seed

    def _is_sign(self, token: Token) -> bool:
        return token.kind is TokenKind.WORD and not token.plain and token.text in SIGNS

    def _leaf(self, node: Node | None) -> Node | None:
        """The node, if there are not too many already."""
        return node if node is not None and self._has_room() else None

    def _has_room(self) -> bool:
        self._terms += 1
        if self._terms > MAX_TERMS:
            self._problems.add(Message("Only the first {0} conditions are read.").of(MAX_TERMS))
        return self._terms <= MAX_TERMS

    @property
    def _next(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _skip(self, kind: TokenKind) -> bool:
        found = self._next.kind is kind
        self._at += found
        return found


def _there(node: Node | None) -> list[Node]:
    return [] if node is None else [node]


def _merged(nodes: Sequence[Node]) -> list[Node]:
    """Neighbouring free words as one run, without an "and" beside a condition."""
    merged: list[Node] = []
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], None), strict=False):
        if not isinstance(node, Words) or node.phrase:
            merged.append(node)
            continue
        free = without_joints(node, before=_is_condition(before), after=_is_condition(after))
        if free and isinstance(before, Words) and not before.phrase:
            previous = merged.pop()
            free = Words(f"{previous.text} {free.text}") if isinstance(previous, Words) else free
        merged += _there(free)
    return merged


def _is_condition(node: Node | None) -> bool:
    return node is not None and not isinstance(node, Words)
