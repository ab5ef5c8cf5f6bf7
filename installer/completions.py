"""Completion for bash, zsh and fish, made from the command line.

They are fixed texts and not questions to the program: asking it would take half a second for
every press of Tab.
"""

from __future__ import annotations

from shlex import quote

from installer.commands import Command, Option, commands, names, program


def bash() -> str:
    """For /usr/share/bash-completion/completions/linernotes."""
    cases = "\n".join(_bash_case(command) for command in commands())
    first = [command.name for command in commands()] + names(program().options)
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
    lines = [
        f"        {command.name})",
        f"            words={quote(' '.join(names(command.options)))}",
    ]
    for option in command.options:
        if option.choices:
            lines += [
                f"            if [[ $previous == {option.names[0]} ]]; then",
                f"                mapfile -t COMPREPLY < <(compgen -W "
                f'{quote(" ".join(option.choices))} -- "$current")',
                "                return",
                "            fi",
            ]
    return "\n".join([*lines, "            ;;"])


def zsh() -> str:
    """For a folder of $fpath, as _linernotes."""
    described = "\n".join(
        f"        {quote(f'{command.name}:{command.summary}')}" for command in commands()
    )
    cases = "\n".join(
        f"        {command.name}) _arguments {_zsh_options(command.options)} '*:file:_files' ;;"
        for command in commands()
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


def _zsh_options(options: tuple[Option, ...]) -> str:
    return " ".join(_zsh_option(option, name) for option in options for name in option.names)


def _zsh_option(option: Option, name: str) -> str:
    words = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
    values = f"({' '.join(option.choices)})" if option.choices else "_files"
    return quote(f"{name}[{words}]" + (f":value:{values}" if option.takes_value else ""))


def fish() -> str:
    """For /usr/share/fish/vendor_completions.d/linernotes.fish."""
    every = " ".join(command.name for command in commands())
    unsaid = f"not __fish_seen_subcommand_from {every}"
    lines = ["# fish completion for linernotes"]
    lines += [_fish_option(unsaid, option) for option in program().options]
    for command in commands():
        lines.append(
            f"complete -c linernotes -n {quote(unsaid)} -f -a {command.name}"
            f" -d {_fish_quote(command.summary)}"
        )
        said = f"__fish_seen_subcommand_from {command.name}"
        lines += [_fish_option(said, option) for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(when: str, option: Option) -> str:
    long = " ".join(f"-l {name.removeprefix('--')}" for name in option.names if name[:2] == "--")
    values = f" -x -a {_fish_quote(' '.join(option.choices))}" if option.choices else " -r"
    return (
        f"complete -c linernotes -n {quote(when)} {long}"
        f"{values if option.takes_value else ''} -d {_fish_quote(option.help)}"
    )


def _fish_quote(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
