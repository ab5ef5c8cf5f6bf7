"""What the packages add to the frozen folder: texts, icons, notices, one version for all."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest

from installer import licences, slim
from installer.facts import ROOT, facts

INSTALLER = ROOT / "installer"


@pytest.fixture(scope="module")
def usr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files below /usr that all Linux packages share. In a process: icons need Qt's own."""
    prefix = tmp_path_factory.mktemp("usr")
    code = "import sys; from pathlib import Path; from installer.deb import install_shared_files;"
    code += "install_shared_files(Path(sys.argv[1]))"
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([sys.executable, "-c", code, prefix], cwd=ROOT, env=environment, check=True)
    return prefix / "share"


def test_the_version_stands_in_pyproject_alone(usr: Path) -> None:
    version = facts().version
    metainfo = usr / "metainfo" / "org.linernotes.linernotes.metainfo.xml"
    release = ElementTree.parse(metainfo).find("releases/release")
    assert release is not None
    assert release.attrib == {"version": version, "date": "2023-11-14"}
    assert version in gzip.decompress((usr / "man/man1/linernotes.1.gz").read_bytes()).decode()
    sources = [path for path in INSTALLER.rglob("*") if path.suffix not in (".pyc", "")]
    assert [path for path in sources if version in path.read_text("utf-8")] == []


def test_the_desktop_entry_starts_what_the_package_installs(usr: Path) -> None:
    entry = (usr / "applications" / "linernotes.desktop").read_text("utf-8")
    assert "Exec=linernotes-gui %F" in entry
    assert (INSTALLER / "start" / "linernotes-gui.py").is_file()
    icon = usr / "icons" / "hicolor"
    assert (icon / "scalable" / "apps" / "linernotes.svg").is_file()


def test_icons_have_their_sizes(usr: Path) -> None:
    for size in (16, 48, 256, 512):
        picture = usr / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "linernotes.png"
        header = picture.read_bytes()[:24]
        assert header[:4] == b"\x89PNG"
        assert int.from_bytes(header[16:20], "big") == int.from_bytes(header[20:24], "big") == size


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="not installed")
def test_the_desktop_entry_is_valid(usr: Path) -> None:
    entry = usr / "applications" / "linernotes.desktop"
    subprocess.run(["desktop-file-validate", entry], check=True)


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="not installed")
def test_the_metainfo_is_valid(usr: Path) -> None:
    metainfo = usr / "metainfo" / "org.linernotes.linernotes.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", metainfo],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_notices_are_of_the_parts_that_went_in(tmp_path: Path) -> None:
    internal = tmp_path / "_internal"
    for part in ("mutagen", "rich"):
        (internal / part).mkdir(parents=True)
        (internal / part / "__init__.pyc").touch()
    assert licences.collect(tmp_path) == ["mutagen", "rich"]
    notices = (tmp_path / "licences" / "NOTICES.txt").read_text("utf-8")
    assert "mutagen" in notices and "GPL-2.0-or-later" in notices
    assert "torch" not in notices
    assert "GNU GENERAL PUBLIC LICENSE" in "".join(
        path.read_text("utf-8") for path in (tmp_path / "licences" / "mutagen").iterdir()
    )


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs a C compiler"
)
def test_a_replaced_library_has_the_names_in_use_and_no_other(tmp_path: Path) -> None:
    def compiled(name: str, source: str, *options: str | Path) -> Path:
        path = tmp_path / name
        subprocess.run(
            ["cc", "-shared", "-fPIC", f"-Wl,-soname,{name}", "-o", path, "-xc", "-", "-xnone"]
            + [str(option) for option in options],
            input=source,
            text=True,
            check=True,
        )
        return path

    script = tmp_path / "versions"
    script.write_text("V_1 { *; };")
    encoder = compiled(
        "libencoder.so.1",
        "int encode(void) { return 7; } int spare(void) { return 8; }",
        f"-Wl,--version-script={script}",
    )
    user = compiled("libuser.so", "int encode(void); int use(void) { return encode(); }", encoder)
    slim.replace(encoder, -1, [encoder, user])
    code = "import ctypes, sys; ctypes.CDLL(sys.argv[1], ctypes.RTLD_GLOBAL);"
    code += "user = ctypes.CDLL(sys.argv[2]); print(user.use(), hasattr(user, 'spare'))"
    done = subprocess.run(
        [sys.executable, "-c", code, encoder, user], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["-1", "False"]


def test_entry_points_divert_workers_before_anything_else() -> None:
    for name in ("linernotes.py", "linernotes-gui.py"):
        lines = (INSTALLER / "start" / name).read_text("utf-8").splitlines()
        start = lines.index('if __name__ == "__main__":')
        assert lines[start + 1].strip().startswith("freeze_support()")
        assert not any("engine" in line or "tagger_gui" in line for line in lines[:start])


ICU = sorted(Path(PySide6.__file__).parent.glob("Qt/lib/libicu*.so.*"))
_SORTS = """
import ctypes, sys
data, common, international = (ctypes.CDLL(path, ctypes.RTLD_GLOBAL) for path in sys.argv[1:4])
error, version = ctypes.c_int(), sys.argv[1].rpartition(".")[2]
getattr(common, f"u_init_{version}")(ctypes.byref(error))
assert error.value <= 0, error  # warnings are below zero
getattr(international, f"ucol_open_{version}")(b"sv_SE", ctypes.byref(error))
assert error.value <= 0, error
"""


@pytest.mark.skipif(
    not ICU or not all(map(shutil.which, ("cc", "icupkg", "objcopy"))),
    reason="needs Qt's ICU, and the tools that make it smaller",
)
def test_the_smaller_icu_still_sorts(tmp_path: Path) -> None:
    for library in ICU:
        shutil.copy(library, tmp_path)
    data, common, international = (
        next(tmp_path.glob(f"libicu{part}.*")) for part in ("data", "uc", "i18n")
    )
    before = data.stat().st_size
    slim._shrink_icu(data)
    assert data.stat().st_size < before / 4
    code = [sys.executable, "-c", _SORTS, data, common, international]
    found = os.environ | {"LD_LIBRARY_PATH": str(tmp_path)}
    done = subprocess.run(code, env=found, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
