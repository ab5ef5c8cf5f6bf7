"""Completion for bash, zsh and fish, made from the command line.

They are fixed texts and not questions to the program: asking it would take half a second for
every press of Tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from installer.commands import Command, Option, names, options_below, program


def bash() -> str:
    """For /usr/share/bash-completion/completions/linernotes."""
    cases = "\n".join(_bash_case(command) for command in program().commands)
    first = [command.name for command in program().commands] + names(program().options)
    return f"""# bash completion for linernotes
_linernotes() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=""
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W {quote(" ".join(first))} -- "$current")
        return
    fi
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
}}
complete -o default -F _linernotes linernotes
"""


def _bash_case(command: Command) -> str:
    lines = [f"words={quote(' '.join(names(options_below(command))))}"]
    if command.commands:
        lines += _bash_offer("COMP_CWORD == 2", [each.name for each in command.commands])
    for option in options_below(command):
        if option.choices:
            lines += _bash_offer(f'"$previous" == {option.names[0]}', option.choices)
    inner = "".join(f"            {line}\n" for line in [*lines, ";;"])
    return f"        {command.name})\n{inner}".rstrip()


def _bash_offer(when: str, words: Sequence[str]) -> list[str]:
    """Lines that offer the words and nothing else where the condition holds."""
    test = f"(({when}))" if when.startswith("COMP") else f"[[ {when} ]]"
    return [
        f"if {test} && [[ $current != -* ]]; then",
        f'    mapfile -t COMPREPLY < <(compgen -W {quote(" ".join(words))} -- "$current")',
        "    return",
        "fi",
    ]


def zsh() -> str:
    """For a folder of $fpath, as _linernotes."""
    described = "\n".join(
        f"        {quote(f'{command.name}:{command.summary}')}" for command in program().commands
    )
    cases = "\n".join(
        f"        {command.name}) _arguments {_zsh_options(options_below(command))}"
        f" {_zsh_commands(command)} '*:file:_files' ;;"
        for command in program().commands
    )
    return f"""#compdef linernotes
_linernotes() {{
    local -a commands=(
{described}
    )
    if ((CURRENT == 2)); then
        _describe command commands
        _arguments {_zsh_options(program().options)}
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
{cases}
    esac
}}
_linernotes "$@"
"""


def _zsh_commands(command: Command) -> str:
    below = " ".join(each.name for each in command.commands)
    return quote(f"1:command:({below})") if below else ""


def _zsh_options(options: tuple[Option, ...]) -> str:
    return " ".join(_zsh_option(option, name) for option in options for name in option.names)


def _zsh_option(option: Option, name: str) -> str:
    words = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
    values = f"({' '.join(option.choices)})" if option.choices else "_files"
    return quote(f"{name}[{words}]" + (f":value:{values}" if option.value else ""))


def fish() -> str:
    """For /usr/share/fish/vendor_completions.d/linernotes.fish."""
    every = " ".join(command.name for command in program().commands)
    unsaid = f"not __fish_seen_subcommand_from {every}"
    lines = ["# fish completion for linernotes"]
    lines += [_fish_option(unsaid, option) for option in program().options]
    for command in program().commands:
        lines.append(
            f"complete -c linernotes -n {quote(unsaid)} -f -a {command.name}"
            f" -d {_fish_quote(command.summary)}"
        )
        said = f"__fish_seen_subcommand_from {command.name}"
        for each in command.commands:
            lines.append(
                f"complete -c linernotes -n {quote(said)} -f -a {each.name}"
                f" -d {_fish_quote(each.summary)}"
            )
        lines += [_fish_option(said, option) for option in options_below(command)]
    return "\n".join(lines) + "\n"


def _fish_option(when: str, option: Option) -> str:
    long = " ".join(f"-l {name.removeprefix('--')}" for name in option.names if name[:2] == "--")
    values = f" -x -a {_fish_quote(' '.join(option.choices))}" if option.choices else " -r"
    return (
        f"complete -c linernotes -n {quote(when)} {long}"
        f"{values if option.value else ''} -d {_fish_quote(option.help)}"
    )


def _fish_quote(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
