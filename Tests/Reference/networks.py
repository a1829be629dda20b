"""Values and gradients of layers, losses, optimizers and schedules as PyTorch computes them, in f64.

Writes networks.json beside this file; NetworksTests reads it. Run it with a Python that has PyTorch.
"""

import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from packing import exact, plain, r, rand

torch.set_default_dtype(torch.float64)


def weights_like(y):
    """Fixed, uneven weights that turn any output into one number."""
    n = y.numel()
    return torch.sin(torch.arange(n, dtype=torch.float64) + 1).reshape(y.shape).to(y.dtype)


def layer(kind, args, module, *inputs, train=True, pick=lambda y: y, rename=lambda n: n, calls=1, grads=True):
    with torch.no_grad():
        for v in module.state_dict().values():
            v.copy_(exact(v))
    module.train(train)
    state = {rename(k): plain(v.clone()) for k, v in module.state_dict().items()}
    xs = [x.clone().requires_grad_(x.is_floating_point()) for x in inputs]
    for _ in range(calls):
        outputs = pick(module(*xs))
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    case = {
        "kind": kind, "args": args, "train": train, "state": state, "calls": calls,
        "inputs": [plain(x) for x in inputs], "integer": [not x.is_floating_point() for x in inputs],
        "outputs": [plain(y) for y in outputs], "buffers": {rename(n): plain(b) for n, b in module.named_buffers()},
    }
    if grads:
        sum((y * weights_like(y)).sum() for y in outputs).backward()
        case["input_grads"] = [plain(x.grad) if x.grad is not None else None for x in xs]
        case["grads"] = {rename(n): plain(p.grad) for n, p in module.named_parameters() if p.grad is not None}
    return case


def layers():
    torch.manual_seed(1)
    return plain_layers() + images() + norms() + embeddings() + recurrent() + attention() + transformers()


def plain_layers():
    class Waves(nn.Module):
        """The formula of "Attention is all you need"."""

        def forward(self, x):
            t, d = x.shape[-2:]
            angle = torch.arange(t)[:, None] / 10000 ** (torch.arange(d) // 2 * 2 / d)
            return x + torch.where(torch.arange(d) % 2 == 0, angle.sin(), angle.cos())

    return [
        layer("linear", {"in": 5, "out": 3}, nn.Linear(5, 3), r(4, 5)),
        layer("linear", {"in": 5, "out": 3}, nn.Linear(5, 3), r(5)),
        layer("linear", {"in": 5, "out": 3, "bias": False}, nn.Linear(5, 3, bias=False), r(2, 3, 5)),
        layer("flatten", {}, nn.Flatten(), r(2, 3, 4)),
        layer("flatten", {"start_dim": 0, "end_dim": 1}, nn.Flatten(0, 1), r(2, 3, 4)),
        layer("dropout", {"p": 0.4}, nn.Dropout(0.4), r(3, 5), train=False),
        layer("dropout", {"p": 0}, nn.Dropout(0.0), r(3, 5)),
        layer("dropout", {"p": 1}, nn.Dropout(1.0), r(3, 5)),
        layer("positional_encoding", {"d_model": 6}, Waves(), r(2, 7, 6)),
        layer("positional_encoding", {"d_model": 5, "max_len": 4}, Waves(), r(3, 5)),
    ]


class GlobalMean(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


def images():
    conv, back = nn.Conv2d, nn.ConvTranspose2d
    return [
        layer("conv2d", {"in": 2, "out": 3, "kernel": 3, "padding": 1}, conv(2, 3, 3, padding=1), r(2, 2, 7, 5)),
        layer("conv2d", {"in": 4, "out": 6, "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0], "groups": 2},
              conv(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), groups=2), r(2, 4, 7, 6)),
        layer("conv2d", {"in": 1, "out": 2, "kernel": 3, "dilation": 2, "bias": False},
              conv(1, 2, 3, dilation=2, bias=False), r(1, 1, 9, 8)),
        layer("conv2d", {"in": 3, "out": 3, "kernel": 3, "groups": 3, "stride": 2, "padding": 1},
              conv(3, 3, 3, groups=3, stride=2, padding=1), r(2, 3, 8, 7)),
        layer("conv2d", {"in": 2, "out": 3, "kernel": 5, "padding": "same", "dilation": [1, 2]},
              conv(2, 3, 5, padding="same", dilation=(1, 2)), r(1, 2, 9, 11)),
        layer("conv2d", {"in": 2, "out": 5, "kernel": 1, "stride": 3}, conv(2, 5, 1, stride=3), r(2, 2, 8, 5)),
        layer("conv2d", {"in": 2, "out": 3, "kernel": 3}, conv(2, 3, 3), r(2, 5, 6)),
        layer("conv_transpose2d", {"in": 3, "out": 2, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1},
              back(3, 2, 3, stride=2, padding=1, output_padding=1), r(2, 3, 4, 5)),
        layer("conv_transpose2d", {"in": 4, "out": 6, "kernel": [2, 3], "stride": [3, 2], "output_padding": [2, 1],
                                   "groups": 2, "bias": False},
              back(4, 6, (2, 3), stride=(3, 2), output_padding=(2, 1), groups=2, bias=False), r(2, 4, 3, 4)),
        layer("conv_transpose2d", {"in": 2, "out": 2, "kernel": 3, "dilation": 2, "padding": 2},
              back(2, 2, 3, dilation=2, padding=2), r(1, 2, 5, 4)),
        *(layer("conv2d", {"in": 2, "out": 3, "kernel": 3, "padding": [2, 1], "padding_mode": mode},
                conv(2, 3, 3, padding=(2, 1), padding_mode=mode), r(1, 2, 4, 5))
          for mode in ("zeros", "reflect", "replicate", "circular")),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True, "divisor_override": 5},
              nn.AvgPool2d(3, 2, 1, ceil_mode=True, divisor_override=5), r(1, 2, 6, 8)),
        layer("max_pool2d", {"kernel": 2}, nn.MaxPool2d(2), r(2, 3, 6, 7)),
        layer("max_pool2d", {"kernel": 3, "stride": 2, "padding": 1}, nn.MaxPool2d(3, 2, 1), r(2, 3, 7, 7)),
        layer("max_pool2d", {"kernel": [3, 2], "stride": [1, 3], "padding": [1, 0]},
              nn.MaxPool2d((3, 2), (1, 3), (1, 0)), r(1, 2, 5, 9)),
        layer("max_pool2d", {"kernel": 2, "ceil_mode": True}, nn.MaxPool2d(2, ceil_mode=True), r(1, 2, 7, 9)),
        layer("max_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "dilation": 2, "ceil_mode": True},
              nn.MaxPool2d(3, 2, 1, 2, ceil_mode=True), r(1, 2, 8, 11)),
        layer("avg_pool2d", {"kernel": 2}, nn.AvgPool2d(2), r(2, 3, 6, 7)),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True},
              nn.AvgPool2d(3, 2, 1, ceil_mode=True), r(1, 2, 6, 8)),
        layer("avg_pool2d", {"kernel": 2, "ceil_mode": True, "count_include_pad": False},
              nn.AvgPool2d(2, ceil_mode=True, count_include_pad=False), r(1, 2, 5, 7)),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1}, nn.AvgPool2d(3, 2, 1), r(2, 3, 7, 7)),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "count_include_pad": False},
              nn.AvgPool2d(3, 2, 1, count_include_pad=False), r(2, 3, 7, 7)),
        layer("global_avg_pool2d", {}, GlobalMean(), r(2, 3, 5, 4)),
    ]


def norms():
    def scaled(module):
        with torch.no_grad():
            for p in module.parameters():
                p.copy_(r(*p.shape))
        return module

    cases = [
        layer("layer_norm", {"shape": 6}, scaled(nn.LayerNorm(6)), r(2, 3, 6)),
        layer("layer_norm", {"shape": [3, 6], "eps": 0.1}, scaled(nn.LayerNorm([3, 6], eps=0.1)), r(2, 3, 6)),
        layer("layer_norm", {"shape": 5, "elementwise_affine": False}, nn.LayerNorm(5, elementwise_affine=False), r(3, 5)),
        layer("layer_norm", {"shape": 5, "bias": False}, scaled(nn.LayerNorm(5, bias=False)), r(3, 5)),
        layer("group_norm", {"groups": 2, "channels": 4}, scaled(nn.GroupNorm(2, 4)), r(3, 4, 5)),
        layer("group_norm", {"groups": 3, "channels": 6, "eps": 0.1}, scaled(nn.GroupNorm(3, 6, eps=0.1)), r(2, 6, 3, 2)),
        layer("group_norm", {"groups": 5, "channels": 5, "affine": False}, nn.GroupNorm(5, 5, affine=False), r(2, 5, 3, 2)),
    ]
    one, two = nn.BatchNorm1d, nn.BatchNorm2d
    options = [({}, (5, 3), one), ({}, (4, 3, 6), one), ({}, (2, 3, 4, 5), two),
               ({"momentum": 0.3, "eps": 0.01}, (3, 3, 3, 2), two), ({"affine": False}, (5, 3), one),
               ({"track_running_stats": False}, (2, 3, 4, 5), two)]
    for args, shape, make in options:
        for train in (True, False):
            norm = scaled(make(3, **args))
            if norm.running_mean is not None:
                with torch.no_grad():
                    norm.running_mean.copy_(r(3)); norm.running_var.copy_(r(3).abs() + 0.5)
            cases.append(layer("batch_norm", {"features": 3, **args}, norm, r(*shape) * 2 + 1, train=train))
    for args in ({}, {"momentum": None}):
        cases.append(layer("batch_norm", {"features": 3, **args}, one(3, **args), r(5, 3), calls=3, grads=False))
    return cases


def embeddings():
    indices = torch.tensor([[1, 2, 6], [0, 1, 1]])
    padded = nn.Embedding(7, 3, padding_idx=1)
    with torch.no_grad():
        padded.weight.copy_(r(7, 3))
    return [
        layer("embedding", {"count": 7, "dim": 3}, nn.Embedding(7, 3), indices),
        layer("embedding", {"count": 7, "dim": 3, "padding_idx": 1}, nn.Embedding(7, 3, padding_idx=1), indices),
        layer("embedding", {"count": 7, "dim": 3, "padding_idx": -6}, padded, indices),
    ]


class Stated(nn.Module):
    """A recurrent layer whose states come as separate inputs."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x, *states):
        return self.inner(x, states[0] if len(states) == 1 else states)


def recurrent():
    cases = []
    flat = lambda y: (y[0],) + (y[1] if isinstance(y[1], tuple) else (y[1],))
    strip = lambda n: n.removeprefix("inner.")
    two = {"num_layers": 2, "bidirectional": True}
    for name, make in [("rnn", nn.RNN), ("lstm", nn.LSTM), ("gru", nn.GRU)]:
        a = {"input_size": 3, "hidden_size": 4}
        new = lambda **o: make(3, 4, batch_first=True, **o)
        count = 2 if name == "lstm" else 1
        cases += [
            layer(name, a, new(), r(2, 5, 3), pick=flat),
            layer(name, a, new(), r(7, 3), pick=flat),
            layer(name, {**a, "bias": False, "num_layers": 3, "dropout": 0}, new(bias=False, num_layers=3, dropout=0.0),
                  r(3, 4, 3), pick=flat),
            layer(name, {**a, "num_layers": 2, "dropout": 0.5}, new(num_layers=2, dropout=0.5), r(2, 3, 3), pick=flat,
                  train=False),
            layer(name, {**a, **two}, Stated(new(**two)), r(2, 5, 3), *[r(4, 2, 4) for _ in range(count)], pick=flat,
                  rename=strip),
        ]
    cases.append(layer("rnn", {"input_size": 3, "hidden_size": 4, "nonlinearity": "relu", "bias": False},
                       nn.RNN(3, 4, nonlinearity="relu", bias=False, batch_first=True), r(2, 5, 3), r(1, 2, 4), pick=flat))
    return cases


class Attending(nn.Module):
    """PyTorch's attention under our calling convention: a mask says what is allowed."""

    def __init__(self, mask=None, causal=False, bias=True):
        super().__init__()
        self.inner = nn.MultiheadAttention(8, 2, batch_first=True, bias=bias)
        self.mask, self.causal = mask, causal
        with torch.no_grad():
            for n, p in self.inner.named_parameters():
                if n.endswith("bias"):
                    p.copy_(r(*p.shape))

    def forward(self, q, k=None, v=None):
        k = q if k is None else k
        v = k if v is None else v
        mask = None
        if self.mask is not None:
            mask = ~self.mask if self.mask.dtype == torch.bool else self.mask
            mask = mask.repeat_interleave(2, 0) if mask.dim() == 3 else mask
        if self.causal:
            mask = torch.triu(torch.ones(q.shape[1], k.shape[1], dtype=torch.bool), 1)
        return self.inner(q, k, v, attn_mask=mask, need_weights=False)[0]


def attention():
    strip = lambda n: n.removeprefix("inner.")
    a = {"embed_dim": 8, "num_heads": 2}
    seen = torch.rand(5, 5) > 0.4
    seen.fill_diagonal_(True)
    each = torch.rand(2, 3, 4) > 0.4
    each[..., 0] = True
    shift = r(5, 5)

    def masked(case, mask):
        case["mask"] = plain(mask.double())
        case["mask_dtype"] = "bool" if mask.dtype == torch.bool else "float"
        return case

    return [
        layer("attention", a, Attending(), r(2, 5, 8), rename=strip),
        layer("attention", {**a, "causal": True}, Attending(causal=True), r(2, 5, 8), rename=strip),
        layer("attention", {**a, "bias": False}, Attending(bias=False), r(3, 4, 8), rename=strip),
        layer("attention", a, Attending(), r(2, 5, 8), r(2, 3, 8), r(2, 3, 8), rename=strip),
        masked(layer("attention", a, Attending(seen), r(2, 5, 8), rename=strip), seen),
        masked(layer("attention", a, Attending(shift), r(2, 5, 8), rename=strip), shift),
        masked(layer("attention", a, Attending(each), r(2, 3, 8), r(2, 4, 8), r(2, 4, 8), rename=strip), each),
    ]


def transformers():
    cases = []
    hidden = torch.triu(torch.ones(4, 4, dtype=torch.bool), 1)
    for first, causal in [(False, False), (True, False), (False, True)]:
        act = "gelu" if first else "relu"
        encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(8, 2, dim_feedforward=12, dropout=0.0, batch_first=True, norm_first=first,
                                       activation=act), 2, enable_nested_tensor=False)
        with torch.no_grad():
            for p in encoder.parameters():
                p.add_(0.1 * r(*p.shape))
        if causal:
            run = encoder.forward
            encoder.forward = lambda x, run=run: run(x, mask=hidden)
        cases.append(layer("transformer_encoder",
                           {"d_model": 8, "nhead": 2, "num_layers": 2, "dim_feedforward": 12, "dropout": 0,
                            "norm_first": first, "activation": act, "causal": causal}, encoder, r(2, 4, 8)))
    return cases


def loss(kind, args, function, prediction, target):
    x = prediction.clone().requires_grad_(True)
    y = function(x, target)
    (y * weights_like(y)).sum().backward()
    return {"kind": kind, "args": args, "prediction": plain(prediction), "target": plain(target),
            "integer": not target.is_floating_point(), "value": plain(y), "grad": plain(x.grad)}


def losses():
    torch.manual_seed(2)
    cases = []
    for how in ("mean", "sum", "none"):
        a = {"reduction": how}
        x, t, p, q = r(4, 3), r(4, 3), exact(rand(4, 3) * 0.9 + 0.05), rand(4, 3)
        positive, weight = [1, 2, 0.5], [0.25, 1, 2]
        pw = {"pos_weight": torch.tensor(positive), "weight": torch.tensor(weight)}
        hot = (q > 0.5).double()
        cases += [
            loss("mse", a, lambda u, v: F.mse_loss(u, v, reduction=how), x, t),
            loss("mae", a, lambda u, v: F.l1_loss(u, v, reduction=how), x, t),
            loss("huber", a, lambda u, v: F.huber_loss(u, v, reduction=how), x * 2, t),
            loss("huber", {**a, "delta": 0.5}, lambda u, v: F.huber_loss(u, v, reduction=how, delta=0.5), x, t),
            loss("bce", a, lambda u, v: F.binary_cross_entropy(u, v, reduction=how), p, q),
            loss("bce", {**a, "weight": weight},
                 lambda u, v: F.binary_cross_entropy(u, v, reduction=how, weight=pw["weight"]), p, q),
            loss("bce", {**a, "from_logits": True},
                 lambda u, v: F.binary_cross_entropy_with_logits(u, v, reduction=how), x, q),
            loss("bce_with_logits", a, lambda u, v: F.binary_cross_entropy_with_logits(u, v, reduction=how), x * 8, q),
            loss("bce_with_logits", {**a, "pos_weight": positive, "weight": weight},
                 lambda u, v: F.binary_cross_entropy_with_logits(u, v, reduction=how, **pw), x, q),
            loss("kl_div", a, lambda u, v: F.kl_div(u, v, reduction=how), exact(x.log_softmax(1)), exact(t.softmax(1))),
            loss("kl_div", {**a, "log_target": True}, lambda u, v: F.kl_div(u, v, reduction=how, log_target=True),
                 exact(x.log_softmax(1)), exact(t.log_softmax(1))),
            loss("kl_div", {**a, "from_logits": True}, lambda u, v: F.kl_div(u.log_softmax(1), v, reduction=how), x,
                 exact(t.softmax(1))),
            loss("hinge", a, lambda u, v: reduce((1 - u * v).clamp(min=0), how), x, hot * 2 - 1),
            loss("hinge", {**a, "margin": 0.5}, lambda u, v: reduce((0.5 - u * (2 * v - 1)).clamp(min=0), how), x, hot),
        ]
        cases += classes(how)
    cases.append(loss("kl_div", {"reduction": "batchmean"}, lambda u, v: F.kl_div(u, v, reduction="batchmean"),
                      exact(r(4, 3).log_softmax(1)), exact(r(4, 3).softmax(1))))
    return cases + sequences()


def classes(how):
    a, cases = {"reduction": how}, []
    w = [0.25, 1.0, 3.0, 0.5]
    logits, labels = r(5, 4), torch.tensor([0, 3, 1, 1, 2])
    image, marks = r(2, 4, 3, 2), torch.randint(0, 4, (2, 3, 2))
    shares, spread = exact(rand(5, 4).softmax(1)), exact(rand(2, 4, 3, 2).softmax(1))
    probabilities, clouds = exact(logits.softmax(1)), exact(image.softmax(1))
    for extra in ({}, {"weight": w}, {"label_smoothing": 0.125}, {"ignore_index": 1},
                  {"weight": w, "label_smoothing": 0.25, "ignore_index": 1}):
        kw = {k: (torch.tensor(w) if k == "weight" else v) for k, v in extra.items()}
        entropy = lambda u, v: F.cross_entropy(u, v, reduction=how, **kw)
        over = lambda u, v: F.cross_entropy(u.log(), v, reduction=how, **kw)
        cases += [loss("cross_entropy", {**a, **extra}, entropy, logits, labels),
                  loss("cross_entropy", {**a, **extra}, entropy, image, marks),
                  loss("categorical_cross_entropy", {**a, **extra, "from_logits": True}, entropy, logits, labels)]
        if "label_smoothing" not in extra:
            cases += [loss("nll", {**a, **extra}, lambda u, v: F.nll_loss(u, v, reduction=how, **kw),
                           exact(logits.log_softmax(1)), labels),
                      loss("nll", {**a, **extra}, lambda u, v: F.nll_loss(u, v, reduction=how, **kw), image, marks),
                      loss("categorical_cross_entropy", {**a, **extra},
                           lambda u, v: F.nll_loss(u.log(), v, reduction=how, **kw), probabilities, labels),
                      loss("cross_entropy", {**a, **extra, "from_logits": False},
                           lambda u, v: F.nll_loss(u.log(), v, reduction=how, **kw), clouds, marks)]
        if "ignore_index" not in extra:
            cases += [loss("cross_entropy", {**a, **extra}, entropy, logits, shares),
                      loss("cross_entropy", {**a, **extra}, entropy, image, spread)]
    cases += [
        loss("cross_entropy", a, lambda u, v: F.cross_entropy(u, v, reduction=how), logits[0], torch.tensor(2)),
        loss("categorical_cross_entropy", a, lambda u, v: reduce(-(v * u.log()).sum(1), how), probabilities, shares),
    ]
    p, y = exact(rand(4, 3) * 0.9 + 0.05), (rand(4, 3) > 0.5).double()
    for o in ({}, {"gamma": 0}, {"gamma": 1.5, "alpha": 0.25}):
        g, al = o.get("gamma", 2), o.get("alpha")
        cases += [
            loss("focal", {**a, **o}, lambda u, v: reduce(focal(u, v, g, al), how), p, y),
            loss("focal", {**a, **o, "from_logits": True},
                 lambda u, v: reduce(focal(u.sigmoid(), v, g, al), how), exact(p * 4 - 2), y),
            loss("focal", {**a, **o}, lambda u, v: reduce(pick_focal(u, v, g, al), how), probabilities, labels),
            loss("focal", {**a, **o, "from_logits": True},
                 lambda u, v: reduce(pick_focal(u.softmax(1), v, g, al), how), logits, labels),
        ]
    return cases


def reduce(x, how):
    return {"mean": x.mean(), "sum": x.sum(), "none": x}[how]


def focal(p, y, gamma, alpha):
    pt = p * y + (1 - p) * (1 - y)
    factor = 1 if alpha is None else alpha * y + (1 - alpha) * (1 - y)
    return -factor * (1 - pt) ** gamma * pt.log()


def pick_focal(p, labels, gamma, alpha):
    pt = p.gather(1, labels[:, None])[:, 0]
    return -(1 if alpha is None else alpha) * (1 - pt) ** gamma * pt.log()


def sequences():
    x, labels = r(3, 5, 4), torch.randint(0, 4, (3, 5))
    lengths = [5, 2, 3]
    mask = torch.arange(5)[None] < torch.tensor(lengths)[:, None]
    holes = torch.tensor([[1, 0, 1, 1, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]).bool()
    hot = F.one_hot(labels, 4).double()

    def over(logs, counted):
        return (-(hot * logs).sum(2) * counted).sum() / counted.sum()

    every = lambda u, v: F.cross_entropy(u.reshape(-1, 4), labels.reshape(-1))
    some = lambda u, v: over(u.log_softmax(2), mask)
    name, p = "sequence_cross_entropy", exact(x.softmax(2))
    return [
        loss(name, {}, every, x, labels), loss(name, {}, every, x, hot),
        loss(name, {}, lambda u, v: F.cross_entropy(u, v), x[0], labels[0]),
        loss(name, {"lengths": lengths}, some, x, labels), loss(name, {"lengths": lengths}, some, x, hot),
        loss(name, {"mask": mask.double().tolist()}, some, x, labels),
        loss(name, {"mask": holes.double().tolist()}, lambda u, v: over(u.log_softmax(2), holes), x, labels),
        loss(name, {"mask": holes.double().tolist()}, lambda u, v: over(u.log_softmax(2), holes), x, hot),
        loss(name, {"ignore_index": 2}, lambda u, v: F.cross_entropy(u.reshape(-1, 4), labels.reshape(-1), ignore_index=2),
             x, labels),
        loss(name, {"lengths": lengths, "from_logits": False}, lambda u, v: over(u.log(), mask), p, labels),
        loss(name, {"from_logits": False}, lambda u, v: over(u.log(), torch.ones(3, 5)), p, hot),
    ]


def trace(kind, args, make, steps=10):
    """Three problems: a quadratic bowl, Rosenbrock's valley, a small logistic regression."""
    problems = []
    target = torch.tensor([1.0, -2.0, 0.5])
    data = exact(torch.sin(torch.arange(12.0)).reshape(4, 3))
    answer = torch.tensor([1.0, 0.0, 1.0, 0.0])

    def rosenbrock(w):
        return (1 - w[0]) ** 2 + 5 * (w[1] - w[0] ** 2) ** 2 + w[2] ** 2

    for name, f in [("bowl", lambda w: (torch.tensor([1.0, 4.0, 0.25]) * (w - target) ** 2).sum()),
                    ("valley", rosenbrock),
                    ("logistic", lambda w: F.binary_cross_entropy_with_logits(data @ w, answer))]:
        w = torch.tensor([0.25, -0.5, 0.75], requires_grad=True)
        opt = make([w])
        path = []
        for _ in range(steps):
            opt.zero_grad()
            f(w).backward()
            opt.step()
            path.append(w.detach().clone())
        problems.append({"name": name, "path": plain(torch.stack(path))})
    return {"kind": kind, "args": args, "data": plain(data), "problems": problems}


class Lecture:
    """The lecture's own forms, which PyTorch does not have."""

    def __init__(self, params, kind, lr, **o):
        self.p, self.kind, self.lr, self.o, self.t = params[0], kind, lr, o, 0
        self.a, self.b = torch.zeros_like(self.p), torch.zeros_like(self.p)

    def zero_grad(self):
        self.p.grad = None

    @torch.no_grad()
    def step(self):
        o = self.o
        g = (-1 if o.get("maximize") else 1) * self.p.grad + o.get("weight_decay", 0) * self.p
        self.t += 1
        if self.kind == "momentum":
            self.a = o["beta"] * self.a + (1 - o["beta"]) * g
            self.p -= self.lr * self.a
        elif self.kind == "adagrad":
            self.a += g * g
            self.p -= self.lr * g / (self.a + o["eps"]).sqrt()
        elif self.kind == "rmsprop":
            self.a = 0.99 * self.a + 0.01 * g * g
            self.p -= self.lr * g / (self.a + o["eps"]).sqrt()
        else:
            self.a = 0.9 * self.a + 0.1 * g
            self.b = 0.999 * self.b + 0.001 * g * g
            m, v = self.a / (1 - 0.9 ** self.t), self.b / (1 - 0.999 ** self.t)
            if self.kind == "adamw":
                self.p *= 1 - self.lr * 0.01
            self.p -= self.lr * m / (v + o["eps"]).sqrt()


def optimizers():
    o = torch.optim
    options = {
        "sgd": (o.SGD, 0.02, [
            {}, {"momentum": 0.9}, {"momentum": 0.9, "dampening": 0.3}, {"momentum": 0.8, "nesterov": True},
            {"weight_decay": 0.1}, {"weight_decay": 0.1, "momentum": 0.8, "nesterov": True}, {"maximize": True}]),
        "adagrad": (o.Adagrad, 0.1, [
            {}, {"lr_decay": 0.1}, {"weight_decay": 0.1}, {"initial_accumulator_value": 0.5}, {"eps": 0.01},
            {"maximize": True}]),
        "rmsprop": (o.RMSprop, 0.02, [
            {}, {"alpha": 0.9}, {"momentum": 0.5}, {"centered": True}, {"weight_decay": 0.1}, {"eps": 0.01},
            {"centered": True, "momentum": 0.5}, {"maximize": True}]),
        "adam": (o.Adam, 0.1, [
            {}, {"betas": [0.8, 0.9]}, {"weight_decay": 0.1}, {"amsgrad": True}, {"eps": 0.01}, {"maximize": True}]),
        "adamw": (o.AdamW, 0.1, [
            {}, {"weight_decay": 0.2}, {"amsgrad": True}, {"betas": [0.8, 0.9], "eps": 0.01}, {"maximize": True}]),
    }
    cases = []
    for kind, (make, lr, settings) in options.items():
        cases += [trace(kind, {"lr": lr, **args}, lambda p: make(p, lr=lr, **args)) for args in settings]
    for kind, args in [("momentum", {"lr": 0.1, "beta": 0.9}), ("momentum", {"lr": 0.1, "beta": 0.5, "weight_decay": 0.1}),
                       ("momentum", {"lr": 0.02, "beta": 0.9, "maximize": True}),
                       ("adagrad", {"lr": 0.1, "eps": 0.01, "eps_inside": True}),
                       ("rmsprop", {"lr": 0.02, "eps": 0.01, "eps_inside": True}),
                       ("adam", {"lr": 0.1, "eps": 0.01, "eps_inside": True}),
                       ("adamw", {"lr": 0.1, "eps": 0.01, "eps_inside": True})]:
        cases.append(trace(kind, args, lambda p: Lecture(p, kind, **args)))
    return cases


def rates(kind, args, make, steps=14, metrics=None, base=0.5, momentum=False):
    """What a schedule makes of the rate, and of the momentum where it moves that too."""
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base, momentum=0.9 if momentum else 0)
    schedule = make(opt)
    rates = [opt.param_groups[0]["lr"]]
    momenta = [opt.param_groups[0]["momentum"]]
    for i in range(steps):
        opt.step()
        schedule.step(*([metrics[i]] if metrics else []))
        rates.append(opt.param_groups[0]["lr"])
        momenta.append(opt.param_groups[0]["momentum"])
    return {"kind": kind, "args": args, "base": base, "rates": rates, "metrics": metrics,
            "momenta": momenta if momentum else None}


def schedules():
    s = torch.optim.lr_scheduler
    wave = [1.0, 0.9, 0.95, 0.96, 0.97, 0.5, 0.6, 0.7, 0.8, 0.9, 0.4, 0.41, 0.42, 0.43, 0.44]
    cases = []
    curve = lambda *a, **o: cases.append(rates(*a, **o))
    one = lambda **o: lambda opt: s.OneCycleLR(opt, **o)
    fall = lambda **o: lambda opt: s.ReduceLROnPlateau(opt, **o)
    curve("step_lr", {"step_size": 4, "gamma": 0.5}, lambda o: s.StepLR(o, 4, 0.5))
    curve("step_lr", {"step_size": 3}, lambda o: s.StepLR(o, 3))
    curve("exponential_lr", {"gamma": 0.9}, lambda o: s.ExponentialLR(o, 0.9))
    curve("cosine_lr", {"steps": 10, "eta_min": 0.01}, lambda o: s.CosineAnnealingLR(o, 10, 0.01), steps=10)
    curve("warmup_lr", {"steps": 6}, lambda o: s.LinearLR(o, total_iters=6))
    curve("warmup_lr", {"steps": 5, "start_factor": 0.125}, lambda o: s.LinearLR(o, 0.125, total_iters=5))
    curve("plateau_lr", {"patience": 2, "factor": 0.3}, fall(patience=2, factor=0.3), metrics=wave)
    for args in ({"mode": "max", "patience": 1, "cooldown": 2, "threshold_mode": "abs"},
                 {"patience": 0, "threshold": 0.2, "min_lr": 0.05}, {"patience": 1, "factor": 0.5, "eps": 0.1},
                 {"mode": "max", "patience": 1, "threshold": 0.5}):
        curve("plateau_lr", args, fall(**args), metrics=wave)
    for args in ({"max_lr": 0.3, "total_steps": 15},
                 {"max_lr": 0.3, "total_steps": 15, "anneal_strategy": "linear", "pct_start": 0.5},
                 {"max_lr": 0.3, "total_steps": 15, "three_phase": True},
                 {"max_lr": 0.3, "total_steps": 15, "div_factor": 10.0, "final_div_factor": 100.0, "base_momentum": 0.7,
                  "max_momentum": 0.9}):
        curve("one_cycle_lr", args, one(**args), momentum=True)
    curve("one_cycle_lr", {"max_lr": 0.3, "total_steps": 15, "cycle_momentum": False},
          one(max_lr=0.3, total_steps=15, cycle_momentum=False), momentum=True)
    return cases


if __name__ == "__main__":
    data = {"layers": layers(), "losses": losses(), "optimizers": optimizers(), "schedules": schedules()}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, {k: len(v) for k, v in data.items()}, path.stat().st_size)
