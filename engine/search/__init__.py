"""Search by description: what a query demands, what it wishes for, and how tracks answer."""

from engine.search.answer import Answer, Hit
from engine.search.examples import ExampleError, Listen
from engine.search.facets import Facet
from engine.search.listening import ears
from engine.search.searcher import Searcher

__all__ = ["Answer", "ExampleError", "Facet", "Hit", "Listen", "Searcher", "ears"]
