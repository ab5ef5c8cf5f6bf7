"""The parts of the paper's table that no figure changes."""

from engine.training.paper import PATIENCE

INTRODUCTION = """\
The six models of the paper, trained anew on the clips that people labelled, each in two
accountings. All figures are cross-entropies in nats a token, lower is better, mean ± deviation
over the seeds; *unigram* and *bigram* guess from counted words and never listen. This page is
written by `python -m engine.training paper-table`; every figure and every sentence under "What
follows" is computed from the finished runs.

- **As in the paper**: lists without BOS or EOS, so that the first aspect is an input and never a
  target; padding (id 0, also the unknown aspect) is counted; the clips are split at random, artists
  on both sides; the figure called test is read from the validation part, as a mean of batches.
- **Honest**: BOS and EOS, padding masked, a test part of other artists, a mean over all tokens;
  after the last epoch and after the best on validation. *Other's sound* is that best model, each
  clip heard with the sound of another: what it adds is what listening brings."""

_SETTINGS = """\
20 MFCC and 12 chroma, 512 frames (hop 512 at 22.05 kHz), as they are, not normalised. The CNN
models: convolution over 3 frames to 512 channels, ReLU, dropout 0.2 (on embedded aspects too). One
recurrent layer of 512; its final state starts a decoder of the same kind over embedded aspects;
one linear layer. CLSTMA-MT is the CNN with the LSTM. Adam 1e-3, {epochs} epochs (judged honestly, a
run ends {patience} after its best), batches of 256, the paper's figure over batches of 16,
70-15-15. Tokens are whole aspects: genres, then moods, in the order of the source."""


def settings(epochs: int) -> str:
    """The settings of the paper's runs and of the honest ones."""
    return _SETTINGS.format(epochs=epochs, patience=PATIENCE)


DEVIATIONS = """\
- Other clips and other words: the paper's 1,000 clips of MusicCaps are not obtainable. Losses of
  the two sets are not comparable, only ranks are. A part of our clips has a genre and no mood: as
  in the paper such a list has nothing but padding to predict.
- Capital letters do not count. Our clips are longer than 512 frames; the paper's ten seconds were
  filled up with zeros.
- The vocabulary is all aspects of all parts in both accountings, as in the paper: an inventory of
  words, no label.
- Products in bfloat16, losses and weights in float32; denormal numbers are zero.
- The published table and the notes beside its code swap two figures: RNN 4.08 and LSTM 4.30, or
  LSTM 4.08 and RNN 4.30. A version of the published code gives its five baselines a hidden size of
  64 and batches of 16 and CLSTMA-MT 512; here all six have the same, so size cannot decide."""
