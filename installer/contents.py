"""What of the libraries goes into the installers, and what stays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

# One file of the frozen folder: its place there, where it comes from, PyInstaller's word for it.
Entry = tuple[str, str, str]

# Never imported when the program runs, but within reach of PyInstaller's search: training, work on
# a cluster, the optional sides of our libraries, and what opens network connections.
EXCLUDED_MODULES = (
    *("engine.training", "torch", "librosa", "numba", "sklearn", "scipy", "matplotlib", "mido"),
    *("onnx", "sympy", "onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers"),
    *("dask", "distributed", "PIL", "IPython", "pandas", "tkinter", "yaml", "pygments", "xmlrpc"),
    *("pytest", "hypothesis", "mypy", "setuptools", "pkg_resources", "pip", "installer"),
    *("numpy.f2py", "numpy.testing", "pydoc_data"),
    *("PySide6.QtConcurrent", "PySide6.QtDBus", "PySide6.QtMultimediaWidgets"),
    *(f"sqlalchemy.dialects.{other}" for other in ("mssql", "mysql", "oracle", "postgresql")),
    *("huggingface_hub", "requests", "httpx", "urllib3", "ssl", "_ssl", "ftplib", "smtplib"),
)

# Qt's plugins by folder; of the Qt libraries only those stay that something here is linked to.
# Sound is played through multimedia; the style plugins exist on Windows and macOS only.
QT_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qjpeg", "qsvg", "qwebp"},
    "multimedia": {"ffmpegmediaplugin"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platformthemes": {"qxdgdesktopportal"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}

# Qt's own words in the languages of resources/translations; English is built in.
QT_TRANSLATIONS = {"qtbase_de.qm"}

_SYSTEM_FOLDERS = ("/lib", "/usr/lib")


def is_wanted(place: str) -> bool:
    """Whether a file belongs into the frozen folder at all, told from its place there."""
    path = PurePosixPath(place.replace("\\", "/"))
    if path.parts[:1] == ("PySide6",):
        if "translations" in path.parts or path.suffix == ".qm":
            return path.name in QT_TRANSLATIONS
        if "plugins" in path.parts:
            folder, plugin = path.parts[-2], path.name.split(".")[0].removeprefix("lib")
            return plugin in QT_PLUGINS.get(folder, ())
    return True


def is_from_system(source: str | Path) -> bool:
    """Whether a file belongs to the Linux system that builds, and not to a Python package."""
    return str(source).startswith(_SYSTEM_FOLDERS)


def is_strippable(place: str) -> bool:
    """Whether debug symbols can be cut from a library: it is Python, or an extension module.

    The libraries that wheels carry along were renamed by auditwheel, which strip does not forgive.
    """
    path = PurePosixPath(place)
    return ".so" in path.name and not any(
        part.endswith(".libs") or part == "PySide6" for part in path.parts
    )


def pruned(entries: Iterable[Entry], linked: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The wanted entries, less the shared libraries that none of them is linked to.

    `linked` tells the sources (paths) of the libraries that a library's source is linked to.
    Libraries of Qt and of the system stay only if they are needed, all other entries always.
    """
    entries = [entry for entry in entries if is_wanted(entry[0])]
    by_source = {str(Path(source).resolve()): place for place, source, _ in entries}
    needed = {source for source, place in by_source.items() if not _only_if_needed(place, source)}
    waiting = list(needed)
    while waiting:
        for library in linked(waiting.pop()):
            source = str(Path(library).resolve())
            if source in by_source and source not in needed:
                needed.add(source)
                waiting.append(source)
    return [entry for entry in entries if str(Path(entry[1]).resolve()) in needed]


def _only_if_needed(place: str, source: str) -> bool:
    path = PurePosixPath(place.replace("\\", "/"))
    name = path.name.removeprefix("lib")
    of_qt = path.parts[:1] == ("PySide6",) and "plugins" not in path.parts
    return is_from_system(source) or (of_qt and not _is_python(path) and ".abi3" not in name)


def _is_python(path: PurePosixPath) -> bool:
    return path.suffix in (".py", ".pyc", ".pyd", ".pyi")
