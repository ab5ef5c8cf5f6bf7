"""The shipped model: the only home of onnxruntime and tokenizers."""

from engine.model.captioner import Captioner
from engine.model.choosing import choose_aspects
from engine.model.manifest import load_manifest
from engine.model.text_encoder import TextEncoder
from engine.model.vocabulary import AspectEntry, Vocabulary, load_vocabulary

__all__ = [
    "AspectEntry",
    "Captioner",
    "TextEncoder",
    "Vocabulary",
    "choose_aspects",
    "load_manifest",
    "load_vocabulary",
]
