"""What a safe write needs of the operating system: copies, flushes, swaps, locks, attributes.

Everything here is one small promise about one system call or two; the order in which a write
uses them is engine.writing's business.
"""

from engine.disk.attributes import Attributes, attributes_of, put_attributes
from engine.disk.exchange import KEPT_SUFFIX, has_writers, swap
from engine.disk.files import (
    LEAF,
    Hash,
    Identity,
    copy_bytes,
    flush,
    hash_of,
    identity,
    open_regular,
    put,
    sync_folder,
)
from engine.disk.lock import Lock

__all__ = [
    "KEPT_SUFFIX",
    "LEAF",
    "Attributes",
    "Hash",
    "Identity",
    "Lock",
    "attributes_of",
    "copy_bytes",
    "flush",
    "has_writers",
    "hash_of",
    "identity",
    "open_regular",
    "put",
    "put_attributes",
    "swap",
    "sync_folder",
]
