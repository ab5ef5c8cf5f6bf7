"""Listening on the workers of a Dask cluster: the only home of dask's distributed.

Every Dask worker keeps a `DescriberPool` of its own, so that limits, retries and what a bad file
costs are the same as on one computer. The client maps paths, keeps the workers busy and is the
only one that knows the library.
"""

from engine.cluster.client import DescriberCluster, Tls
from engine.cluster.mounts import Mounts

__all__ = ["DescriberCluster", "Mounts", "Tls"]
