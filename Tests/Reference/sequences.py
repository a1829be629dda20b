"""Sequences of different lengths, and schedules made of schedules, as PyTorch computes them.

Writes sequences.json beside this file; NetworksTests reads it. Run it with a Python that has PyTorch.
"""

import json
import pathlib
import warnings

import torch
import torch.nn as nn
from packing import exact, plain, r
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from torch.optim import lr_scheduler as schedulers

warnings.filterwarnings("ignore")


torch.set_default_dtype(torch.float64)


def rounded(module):
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(exact(p))
    return module


def case(kind, args, module, x, lengths, outputs):
    """Weights that differ turn all outputs into one number, whose gradients are compared."""
    weights = [torch.sin(torch.arange(y.numel(), dtype=torch.float64) + 1).reshape(y.shape) for y in outputs]
    sum((y * w).sum() for y, w in zip(outputs, weights)).backward()
    return {
        "kind": kind, "args": args, "lengths": lengths, "x": plain(x), "grad": plain(x.grad),
        "state": {k: plain(v) for k, v in module.state_dict().items()}, "outputs": [plain(y) for y in outputs],
        "grads": {n: plain(p.grad) for n, p in module.named_parameters()},
    }


def recurrent(kind, make, args, lengths, **extra):
    module = rounded(make(3, 4, batch_first=True, **extra))
    x = r(len(lengths), max(lengths), 3).requires_grad_()
    packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    y, last = module(packed)
    y, _ = pad_packed_sequence(y, batch_first=True)
    last = last if isinstance(last, tuple) else (last,)
    return case(kind, {"input_size": 3, "hidden_size": 4} | args, module, x, lengths, [y, *last])


def attention(lengths):
    module = rounded(nn.MultiheadAttention(8, 2, batch_first=True))
    x = r(len(lengths), max(lengths), 8).requires_grad_()
    padding = torch.arange(max(lengths))[None] >= torch.tensor(lengths)[:, None]
    y, weights = module(x, x, x, key_padding_mask=padding, need_weights=True)
    return case("attention", {"embed_dim": 8, "num_heads": 2}, module, x, lengths, [y, weights])


def encoder(lengths):
    layer = nn.TransformerEncoderLayer(8, 2, dim_feedforward=12, dropout=0.0, batch_first=True)
    module = rounded(nn.TransformerEncoder(layer, 2, enable_nested_tensor=False))
    x = r(len(lengths), max(lengths), 8).requires_grad_()
    padding = torch.arange(max(lengths))[None] >= torch.tensor(lengths)[:, None]
    y = module(x, src_key_padding_mask=padding)
    args = {"d_model": 8, "nhead": 2, "num_layers": 2, "dim_feedforward": 12, "dropout": 0}
    return case("transformer_encoder", args, module, x, lengths, [y])


def sequences():
    torch.manual_seed(7)
    both = {"num_layers": 2, "bidirectional": True}
    cases = []
    for kind, make in [("rnn", nn.RNN), ("lstm", nn.LSTM), ("gru", nn.GRU)]:
        cases.append(recurrent(kind, make, {}, [5, 2, 1, 3]))
        cases.append(recurrent(kind, make, both, [2, 5, 1], **both))
    return cases + [attention([4, 1, 3]), encoder([2, 5, 4])]


def curve(make, steps):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.5)
    schedule, rates = make(optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return rates


def curves():
    warm = lambda o, n: schedulers.LinearLR(o, start_factor=0.25, total_iters=n)
    return {
        "sequential": curve(lambda o: schedulers.SequentialLR(
            o, [warm(o, 4), schedulers.CosineAnnealingLR(o, 8), schedulers.ExponentialLR(o, 0.9)], [4, 12]), 16),
        "chained": curve(lambda o: schedulers.ChainedScheduler(
            [warm(o, 4), schedulers.ExponentialLR(o, 0.9)]), 10),
        "multi_step": curve(lambda o: schedulers.MultiStepLR(o, [3, 5], gamma=0.5), 8),
        "lambda": curve(lambda o: schedulers.LambdaLR(o, lambda t: 1 / (1 + t)), 6),
    }


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps({"sequences": sequences(), "curves": curves()}, separators=(",", ":")) + "\n")
