"""From the options of `scan --cluster` to the cluster."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.app import model_folder
from engine.cli.output import Output
from engine.errors import ClusterError
from engine.manner import Manner
from engine.pool import Describer

ClusterOption = Annotated[
    str | None,
    typer.Option("--cluster", help="Listen on a Dask cluster: its scheduler, tcp://host:8786."),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", help="/here=/there: a folder, as the cluster's workers name it."),
]
CaOption = Annotated[
    Path | None, typer.Option("--cluster-ca", help="For tls://: the authority, a PEM file.")
]
CertOption = Annotated[
    Path | None, typer.Option("--cluster-cert", help="For tls://: our certificate, a PEM file.")
]
KeyOption = Annotated[
    Path | None, typer.Option("--cluster-key", help="For tls://: our private key, a PEM file.")
]


def open_cluster(
    address: str,
    output: Output,
    *,
    mounts: Sequence[str],
    tls: tuple[Path | None, Path | None, Path | None],
    windows: int,
    manner: Manner,
) -> AbstractContextManager[Describer]:
    """Connects when it is entered; raises ClusterError where the extra is not installed."""
    try:
        from engine.cluster import DescriberCluster, Mounts, Tls
    except ImportError as error:
        reason = f"install Linernotes with its extra “cluster”: linernotes[cluster] ({error})"
        raise ClusterError(Path(address.partition("://")[2] or address), reason) from error
    ca, cert, key = tls
    if any(tls) and not all(tls):
        raise typer.BadParameter("--cluster-ca, --cluster-cert and --cluster-key go together")
    try:
        pairs = Mounts.parse(mounts)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return DescriberCluster(
        address,
        model_folder(),
        complain=output.complain,
        mounts=pairs,
        tls=Tls(ca, cert, key) if ca and cert and key else None,
        windows=windows,
        manner=manner,
    )
