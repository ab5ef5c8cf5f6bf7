"""The paper's six models: one recurrent layer listens, one of the same kind writes."""

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional

from engine.training.paper.data import N_FEATURES

HIDDEN = 512  # of both layers, of the convolution and of an embedded aspect
DROPOUT = 0.2  # of the models with a convolution


@dataclass(frozen=True, slots=True)
class Architecture:
    """A model of the paper's table."""

    name: str
    cell: type[nn.RNN] | type[nn.GRU] | type[nn.LSTM]
    convolution: bool
    published: float  # the loss in the paper


MODELS = {
    model.name: model
    for model in (
        Architecture("RNN", nn.RNN, False, 4.08),
        Architecture("GRU", nn.GRU, False, 4.42),
        Architecture("LSTM", nn.LSTM, False, 4.30),
        Architecture("CNN-RNN", nn.RNN, True, 3.80),
        Architecture("CNN-GRU", nn.GRU, True, 3.77),
        Architecture("CLSTMA-MT", nn.LSTM, True, 2.89),
    )
}


class PaperModel(nn.Module):
    """Frames and the aspects so far to logits of the next aspect."""

    def __init__(self, architecture: Architecture, n_tokens: int) -> None:
        super().__init__()
        convolved = architecture.convolution
        self.convolution = nn.Conv1d(N_FEATURES, HIDDEN, 3, padding=1) if convolved else None
        self.drop = nn.Dropout(DROPOUT if convolved else 0.0)
        width = HIDDEN if convolved else N_FEATURES
        self.encoder = architecture.cell(width, HIDDEN)
        self.embedding = nn.Embedding(n_tokens, HIDDEN)
        self.decoder = architecture.cell(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, n_tokens)

    def forward(self, frames: Tensor, inputs: Tensor) -> Tensor:
        """Logits (n, length, V) from frames (n, 512, 32) and token ids (n, length)."""
        frames = frames.transpose(0, 1)  # time first: what is wide is never turned
        if self.convolution is not None:
            beside = functional.pad(frames, (0, 0, 0, 0, 1, 1)).unfold(0, 3, 1).flatten(2)
            local = functional.linear(
                beside, self.convolution.weight.flatten(1), self.convolution.bias
            )
            frames = self.drop(functional.relu(local, inplace=True))
        _, state = self.encoder(frames)
        steps, _ = self.decoder(self.drop(self.embedding(inputs.t())), state)
        logits: Tensor = self.out(steps)
        return logits.transpose(0, 1)
