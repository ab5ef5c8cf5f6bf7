"""Terms: a search in conditions, and a place among them where more is typed. No Qt."""

from __future__ import annotations

import time

from engine.query import Node, all_of, chips, negated, parse, write


class Terms:
    """What the search box holds besides the text that is being typed."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.place = 0  # of the text among them
        self._own = ""  # the user's own text for all this, while nothing was changed
        self._unfolded: Node | None = None  # became text again, and may come back

    def query(self, typed: str) -> str:
        """The whole search as text: the user's own, where nothing of it was changed."""
        if self._own:
            return self._own
        before, after = all_of(self.nodes[: self.place]), all_of(self.nodes[self.place :])
        parts = (write(before) if before else "", typed.strip(), write(after) if after else "")
        return ", ".join(part for part in parts if part)

    def show(self, query: str, *, own: bool = False) -> None:
        """Another search; whether its words are to stay as they are."""
        self._put(list(conditions(query)))
        self._own = query.strip() if own and self.nodes else ""

    def touch(self) -> None:
        """The text beside the conditions is another one."""
        self._own = ""

    def take(self, typed: str) -> None:
        """What was typed becomes conditions, where they are not there already."""
        new = [node for node in conditions(typed) if node not in self.nodes]
        self._put([*self.nodes[: self.place], *new, *self.nodes[self.place :]])

    def turn(self, node: Node, *, excluded: bool) -> None:
        """Adds a condition, or its opposite; takes it away if it is there already."""
        wanted = negated(node) if excluded else node
        kept = [each for each in self.nodes if each not in (node, negated(node))]
        self._put(kept if wanted in self.nodes else [*kept, wanted])

    def remove(self, at: int) -> None:
        """Forgets a condition."""
        del self.nodes[at]
        self.place -= at < self.place
        self._own = ""

    def unfold(self, at: int) -> str:
        """Forgets a condition that becomes text again, in its place; the text."""
        self._unfolded = self.nodes.pop(at)
        self.place, self._own = at, ""
        return write(self._unfolded)

    def fold(self) -> bool:
        """Puts the condition back that has become text; whether there is one."""
        if self._unfolded is None:
            return False
        self._put([*self.nodes[: self.place], self._unfolded, *self.nodes[self.place :]])
        return True

    def _put(self, nodes: list[Node]) -> None:
        self.nodes, self.place, self._own, self._unfolded = nodes, len(nodes), "", None


def conditions(text: str) -> tuple[Node, ...]:
    """What the text says, in parts that can be taken out one by one."""
    return tuple(chip.node for chip in chips(parse(text, now_s=time.time()).tree))
