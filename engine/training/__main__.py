"""Train the model: python -m engine.training fetch | render | prepare | train | ..."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import torch

from engine.errors import LinernotesError
from engine.training.arranging import EXCERPT_S
from engine.training.aspects import load_aspects
from engine.training.clips import Clip, all_clips, rendered_clips
from engine.training.courses import make_courses
from engine.training.errors import TrainingError
from engine.training.evaluation import judge_model
from engine.training.fresh import make_shards
from engine.training.memory import keep_freed_memory
from engine.training.musiccaps import read_captions
from engine.training.paper.command import paper_table
from engine.training.paper.networks import MODELS
from engine.training.pipeline import Workshop, export, train_audio, train_text, train_words
from engine.training.plot import plot_log
from engine.training.prepare import prepare
from engine.training.rendering import render
from engine.training.sounds import faults
from engine.training.soundtracks import fetch, other_clips
from engine.training.train import Plan

MODEL_FOLDER = Path("resources/model")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in (
        ("fetch", "get the free soundtracks from Debian, where there is apt-get"),
        ("prepare", "decode every window once into the cache"),
        ("train", "text tower, encoder and decoder; resumes where it stopped"),
        ("evaluate", "measure the exported model on the test artists"),
        ("export", "calibrate on the validation artists and write the model's folder"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("--data", type=Path, default=Path("../shared/data"))
        command.add_argument("--soundtracks", type=Path, default=Path("../soundtracks"))
        command.add_argument("--cache", type=Path, required=name != "fetch")
        command.add_argument("--threads", type=int, default=2)
        if name != "fetch":
            command.add_argument("--rendered", type=Path, help="folder that render filled")
            command.add_argument("--captions", type=Path, help="table of MusicCaps' form")
            command.add_argument("--audio", type=Path, help="folder of the captioned sounds")
        if name not in ("fetch", "prepare"):
            command.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2")
        if name == "prepare":
            command.add_argument("--shards", type=int, default=12, help="of 4,096 fresh windows")
        if name == "train":
            command.add_argument(
                "--listening", type=int, default=Plan().listening, help="epochs without words"
            )
            command.add_argument("--epochs", type=int, default=Plan().epochs, help="in all")
            command.add_argument("--seed", type=int, default=1)
            command.add_argument("--text-epochs", type=int, default=5)
            command.add_argument("--decoder-steps", type=int, default=6000)
        if name in ("evaluate", "export"):
            command.add_argument("--model", type=Path, default=MODEL_FOLDER)
        if name == "evaluate":
            command.add_argument("--split", choices=("val", "test"), default="test")
            command.add_argument("--report", type=Path, help="HTML page (CACHE/report.html)")
            command.add_argument("--json", type=Path, help="file of all figures, to compare models")
            command.add_argument("--anchors", action="store_true", help="measure probes as well")
    _add_own_commands(commands)
    return parser


def _add_own_commands(commands: Any) -> None:
    """Those that need other material than the steps of the shipped model."""
    command = commands.add_parser("render", help="render songs' MIDI with known instruments")
    command.add_argument("--data", type=Path, default=Path("../shared/data"))
    command.add_argument("--rendered", type=Path, required=True, help="folder of the excerpts")
    command.add_argument("--number", type=int, default=960, help="of excerpts")
    command.add_argument("--seconds", type=float, default=EXCERPT_S, help="of each excerpt")
    command.add_argument("--held-out", action="store_true", help="none of training songs")
    command.add_argument("--threads", type=int, choices=(1, 2), default=2)
    command = commands.add_parser("paper-table", help="the paper's six models, in two accountings")
    command.add_argument("--data", type=Path, default=Path("../shared/data"))
    command.add_argument("--cache", type=Path, required=True)
    command.add_argument("--docs", type=Path, default=Path("docs"))
    command.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
    command.add_argument("--seeds", type=int, default=5, help="0 only writes what is finished")
    command.add_argument("--epochs", type=int, default=200)
    command.add_argument("--threads", type=int, default=2)


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _more_clips(given: argparse.Namespace) -> tuple[Clip, ...]:
    """Rendered and captioned clips, where folders of them are given."""
    clips: list[Clip] = rendered_clips(given.rendered) if given.rendered else []
    if given.captions or given.audio:
        if not (given.captions and given.audio):
            raise TrainingError(given.captions or given.audio, "needs both --captions and --audio")
        captioned = read_captions(given.captions, given.audio, load_aspects())
        _show(captioned.lines)
        clips += captioned.clips
    return tuple(clips)


def _prepare(given: argparse.Namespace) -> Iterator[str]:
    clips = [*all_clips(given.data, given.soundtracks), *_more_clips(given)]
    yield from faults(clips)
    yield from prepare(given.data, clips, given.cache, given.threads)
    clips += other_clips(given.soundtracks)
    teacher = given.data / "teachers" / "mn04_as.onnx"
    yield from make_courses(clips, teacher, given.cache, given.threads)
    yield from make_shards(clips, teacher, given.cache, given.shards, given.threads)


def _shop(given: argparse.Namespace) -> Workshop:
    return Workshop(given.data, given.soundtracks, given.cache, given.minilm, _more_clips(given))


def _train(given: argparse.Namespace) -> Iterator[str]:
    shop = _shop(given)
    yield from train_text(shop, given.text_epochs)
    yield from train_audio(shop, Plan(given.listening, given.epochs, seed=given.seed))
    yield from train_words(shop, given.decoder_steps)
    plot_log(given.cache / "encoder.csv", given.cache / "encoder.png")


def _export(given: argparse.Namespace) -> Iterator[str]:
    export(_shop(given), given.model)
    yield f"the model is in {given.model}"


def _evaluate(given: argparse.Namespace) -> Iterator[str]:
    report = given.report or given.cache / "report.html"
    places = {"report": report, "figures": given.json, "anchors": given.anchors}
    yield from judge_model(_shop(given), given.model, given.split, **places)


def _paper_table(given: argparse.Namespace) -> Iterator[str]:
    plan = {"models": given.models, "seeds": given.seeds, "epochs": given.epochs}
    yield from paper_table(given.data, given.cache, given.docs, **plan)


def _render(given: argparse.Namespace) -> Iterator[str]:
    return render(
        given.data, given.rendered, given.number, given.threads,
        seconds=given.seconds, held_out=given.held_out,
    )  # fmt: skip


COMMANDS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "fetch": lambda given: fetch(given.data, given.soundtracks),
    "render": _render,
    "prepare": _prepare,
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
    "paper-table": _paper_table,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when something is missing."""
    given = _arguments().parse_args(arguments)
    torch.set_num_threads(given.threads)
    keep_freed_memory()
    try:
        _show(COMMANDS[given.command](given))
    except LinernotesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
