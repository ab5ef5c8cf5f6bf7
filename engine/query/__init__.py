"""The query language: a text, a small tree, and chips; `docs/search.md` describes it."""

from engine.query.chips import Chip, chips, replaced, without
from engine.query.complete import Completion, complete
from engine.query.fields import FIELDS
from engine.query.grammar import Parsed, parse
from engine.query.tree import (
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
    any_of,
    negated,
)
from engine.query.write import write

__all__ = [
    "FIELDS",
    "All",
    "Any",
    "Between",
    "Chip",
    "Completion",
    "Like",
    "Named",
    "Node",
    "Not",
    "Parsed",
    "Seed",
    "Words",
    "all_of",
    "any_of",
    "chips",
    "complete",
    "negated",
    "parse",
    "replaced",
    "without",
    "write",
]
