"""Train the model: python -m engine.training fetch | prepare | train | export | evaluate."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import torch

from engine.training.errors import TrainingError
from engine.training.evaluate import evaluate
from engine.training.pipeline import Workshop, export, train_audio, train_text, train_words
from engine.training.plot import plot_log
from engine.training.prepare import prepare
from engine.training.soundtracks import fetch
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
        if name not in ("fetch", "prepare"):
            command.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2")
        if name == "train":
            command.add_argument("--epochs", type=int, default=22)
            command.add_argument("--text-epochs", type=int, default=5)
            command.add_argument("--decoder-steps", type=int, default=3000)
        if name in ("evaluate", "export"):
            command.add_argument("--model", type=Path, default=MODEL_FOLDER)
        if name == "evaluate":
            command.add_argument("--split", choices=("val", "test"), default="test")
    return parser


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when something is missing."""
    given = _arguments().parse_args(arguments)
    torch.set_num_threads(given.threads)
    try:
        if given.command == "fetch":
            _show(fetch(given.data, given.soundtracks))
            return 0
        if given.command == "prepare":
            _show(prepare(given.data, given.soundtracks, given.cache, given.threads))
            return 0
        shop = Workshop(given.data, given.soundtracks, given.cache, given.minilm)
        if given.command == "train":
            _show(train_text(shop, given.text_epochs))
            _show(train_audio(shop, Plan(epochs=given.epochs)))
            _show(train_words(shop, given.decoder_steps))
            plot_log(given.cache / "encoder.csv", given.cache / "encoder.png")
        elif given.command == "export":
            export(shop, given.model)
        else:
            figures, examples = evaluate(shop, given.model, given.split)
            _show([figures, "", *examples])
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
