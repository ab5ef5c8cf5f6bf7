"""Man page and completions say what the command line can do."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from installer import completions
from installer.commands import commands, names, program
from installer.facts import facts
from installer.man_page import man_page

needs = {
    tool: pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")
    for tool in ("bash", "zsh", "fish", "groff")
}


def complete_in_bash(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    script = tmp_path / "linernotes"
    script.write_text(completions.bash(), "utf-8")
    asked = f'. "$0"; COMP_WORDS=("$@"); COMP_CWORD={len(words) - 1}; _linernotes; '
    asked += 'printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", asked, script, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_commands_are_read_from_the_program() -> None:
    found = {command.name: command for command in program().commands}
    assert {"scan", "accept", "write", "undo", "verify", "gui"} <= found.keys()
    assert "--library" in names(found["scan"].options)
    assert "--version" in names(program().options)
    assert "--no-window" in names(found["demo"].options)
    state = next(option for option in found["list"].options if "--state" in option.names)
    assert "tagged" in state.choices and "tagged" in state.value


def test_options_tell_what_they_take() -> None:
    labels = {each.name: [o.label for o in each.options] for each in commands()}
    assert {"--jobs NUMBER", "--library FILE", "--map TEXT", "--json"} <= set(labels["scan"])
    assert "--prune DAYS" in labels["history"]
    assert "--format m3u8|xspf|csv|json" in labels["export"]
    assert "--window / --no-window" in labels["demo"]


def test_the_man_page_has_every_command_and_option() -> None:
    page = man_page().replace("\\-", "-")
    assert facts().version in page
    for command in commands():
        assert f".SS {command.usage}" in page
        for name in names(command.options):
            assert re.search(rf"^\.B .*{name}\b", page, re.MULTILINE)


@needs["groff"]
def test_the_man_page_is_troff_without_warnings(tmp_path: Path) -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", "-z"],
        input=man_page(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


@needs["bash"]
def test_bash_completes_commands_options_and_values(tmp_path: Path) -> None:
    assert {"scan", "search"} <= set(complete_in_bash(tmp_path, "linernotes", "s"))
    assert complete_in_bash(tmp_path, "linernotes", "--v") == ["--version"]
    assert complete_in_bash(tmp_path, "linernotes", "scan", "--ret") == ["--retry"]
    assert complete_in_bash(tmp_path, "linernotes", "list", "--state", "ta") == ["tagged"]
    group = next(command for command in program().commands if command.commands)
    below = [command.name for command in group.commands]
    assert complete_in_bash(tmp_path, "linernotes", group.name, "") == below


@pytest.mark.parametrize(
    ("shell", "script"),
    [
        pytest.param("zsh", completions.zsh(), marks=needs["zsh"]),
        pytest.param("fish", completions.fish(), marks=needs["fish"]),
    ],
)
def test_the_other_shells_understand_theirs(shell: str, script: str, tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(script, "utf-8")
    done = subprocess.run([shell, "-n", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for command in commands():
        assert command.name in script
