"""Options of layers, losses, optimizers and schedules, each with a case of its own, as PyTorch computes them in f64.

Writes options.json beside this file, in the form of networks.json; NetworksTests reads both. Run it with a Python that
has PyTorch.
"""

import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from networks import layer, loss, rates, trace
from packing import exact, plain, r, rand


class Calling(nn.Module):
    """A layer with arguments of its call that are given by name."""

    def __init__(self, inner, pick, **named):
        super().__init__()
        self.inner, self.pick, self.named = inner, pick, named

    def forward(self, *inputs):
        return self.pick(self.inner, *inputs, **self.named)


def called(kind, args, inner, pick, inputs, ours=None, **named):
    """`named` are PyTorch's arguments; ours have the same names unless `ours` says otherwise."""
    with torch.no_grad():
        for p in inner.parameters():
            p.copy_(r(*p.shape))
    case = layer(kind, args, Calling(inner, pick, **named), *inputs, rename=lambda n: n.removeprefix("inner."))
    tensor = lambda v: {"tensor": plain(v.double()), "bool": v.dtype == torch.bool}
    case["named"] = {k: tensor(v) if torch.is_tensor(v) else v for k, v in (named if ours is None else ours).items()}
    return case


def recurrent():
    flat = lambda y: (y[0],) + (y[1] if isinstance(y[1], tuple) else (y[1],))
    size = {"input_size": 3, "hidden_size": 4}
    cases = []
    for extra in ({"proj_size": 2}, {"proj_size": 3, "num_layers": 2, "bidirectional": True, "bias": False}):
        cases.append(layer("lstm", {**size, **extra}, nn.LSTM(3, 4, batch_first=True, **extra), r(2, 5, 3), pick=flat))
    for kind, make in (("rnn", nn.RNN), ("lstm", nn.LSTM), ("gru", nn.GRU)):
        cases.append(layer(kind, {**size, "batch_first": False, "bidirectional": True}, make(3, 4, bidirectional=True),
                           r(5, 2, 3), pick=flat))
    return cases


def attention():
    size = {"embed_dim": 6, "num_heads": 2}
    look = lambda inner, q, k, v, **o: inner(q, k, v, **{"need_weights": False, **o})
    first = lambda *a, **o: look(*a, **o)[0]
    three = lambda n=2, t=3, s=4, kd=6, vd=6: (r(n, t, 6), r(n, s, kd), r(n, s, vd))
    make = lambda **o: nn.MultiheadAttention(6, 2, batch_first=o.pop("batch_first", True), **o)
    hidden = torch.tensor([[0, 1, 0, 0], [0, 0, 1, 1], [0, 1, 1, 0]]).bool()
    padding = torch.tensor([[0, 0, 0, 1], [0, 0, 1, 1]]).bool()
    causal = torch.triu(torch.ones(4, 4), 1).bool()
    weights = {"need_weights": True}
    return [
        called("attention", {**size, "kdim": 3, "vdim": 5}, make(kdim=3, vdim=5), first, three(kd=3, vd=5)),
        called("attention", {**size, "add_bias_kv": True}, make(add_bias_kv=True), first, three()),
        called("attention", {**size, "add_zero_attn": True}, make(add_zero_attn=True), first, three()),
        called("attention", {**size, "add_bias_kv": True, "add_zero_attn": True},
               make(add_bias_kv=True, add_zero_attn=True), first, three(), attn_mask=hidden, key_padding_mask=padding),
        called("attention", {**size, "batch_first": False}, make(batch_first=False), first,
               (r(1, 4, 6), r(3, 4, 6), r(3, 4, 6))),
        called("attention", size, make(), first, three(), attn_mask=hidden),
        called("attention", size, make(), first, three(), attn_mask=r(3, 4)),
        called("attention", size, make(), first, three(), attn_mask=hidden[None].repeat(4, 1, 1)),
        called("attention", size, make(), first, three(), key_padding_mask=padding),
        called("attention", size, make(), first, three(t=4), ours={"is_causal": True}, attn_mask=causal),
        called("attention", size, make(), look, three(), **weights),
        called("attention", size, make(), look, three(), **weights, average_attn_weights=False),
    ]


def transformers():
    size = {"d_model": 6, "nhead": 2, "dim_feedforward": 5, "dropout": 0}
    run = lambda inner, x, **o: inner(x, **o)
    padding = torch.tensor([[0, 0, 0, 1], [0, 0, 1, 1]]).bool()
    causal = torch.triu(torch.ones(4, 4), 1).bool()

    def make(norm=None, **o):
        inner = nn.TransformerEncoderLayer(6, 2, 5, 0.0, batch_first=o.pop("batch_first", True), **o)
        return nn.TransformerEncoder(inner, 2, norm=norm, enable_nested_tensor=False)

    case = lambda args, inner, x=None, **o: called(
        "transformer_encoder", {**size, "num_layers": 2, **args}, inner, run, (r(2, 4, 6) if x is None else x,), **o)
    return [
        case({"layer_norm_eps": 0.1}, make(layer_norm_eps=0.1)),
        case({"bias": False}, make(bias=False)),
        case({"batch_first": False}, make(batch_first=False), r(1, 3, 6)),
        case({}, make(), src_key_padding_mask=padding),
        case({}, make(), ours={"is_causal": True}, mask=causal),
        case({}, make(), ours={"attn_mask": causal}, mask=causal),
    ]


def embeddings():
    often = torch.tensor([[1, 2, 6], [1, 1, 2]])
    return [layer("embedding", {"count": 7, "dim": 3, **o}, nn.Embedding(7, 3, **o), often)
            for o in ({"scale_grad_by_freq": True}, {"scale_grad_by_freq": True, "padding_idx": 1}, {"max_norm": 0.75},
                      {"max_norm": 1.5, "norm_type": 1.0})]


def images():
    wide = nn.ConvTranspose2d(2, 3, (3, 2), (1, 2), 1, output_padding=(1, 1), dilation=2)
    return [
        layer("conv_transpose2d", {"in": 2, "out": 3, "kernel": [3, 2], "stride": [1, 2], "padding": 1,
                                   "output_padding": 1, "dilation": 2}, wide, r(2, 2, 4, 3)),
        layer("batch_norm", {"features": 3, "bias": False}, nn.BatchNorm2d(3, bias=False), r(2, 3, 2, 4)),
        layer("group_norm", {"groups": 2, "channels": 4, "bias": False}, nn.GroupNorm(2, 4, bias=False), r(2, 4, 3)),
    ]


def losses():
    cases = []
    for how in ("mean", "sum", "none"):
        a, x, t = {"reduction": how}, r(4, 3), r(4, 3)
        w = exact(rand(4, 3))
        weight = {**a, "weight": w.tolist()}
        edge = exact(rand(4, 3))
        edge[0, 0], edge[1, 1], edge[2, 2] = 0, 1, 1
        cases += [
            loss("mse", weight, lambda u, v: F.mse_loss(u, v, reduction=how, weight=w), x, t),
            loss("mae", weight, lambda u, v: F.l1_loss(u, v, reduction=how, weight=w), x, t),
            loss("huber", {**weight, "delta": 0.5},
                 lambda u, v: F.huber_loss(u, v, reduction=how, delta=0.5, weight=w), x, t),
            loss("smooth_l1", a, lambda u, v: F.smooth_l1_loss(u, v, reduction=how), x * 2, t),
            loss("smooth_l1", {**a, "beta": 0.25}, lambda u, v: F.smooth_l1_loss(u, v, reduction=how, beta=0.25), x, t),
            loss("smooth_l1", {**a, "beta": 0}, lambda u, v: F.smooth_l1_loss(u, v, reduction=how, beta=0.0), x, t),
            loss("bce", a, lambda u, v: F.binary_cross_entropy(u, v, reduction=how), edge, exact(rand(4, 3))),
        ]
    labels, steps = torch.tensor([[0, 2, 1], [3, 1, 1]]), torch.arange(3)[None] < torch.tensor([[2], [3]])
    for how in ("sum", "none"):
        pick = (lambda v: v.sum()) if how == "sum" else (lambda v: v)
        every = lambda u, pick=pick: pick(F.cross_entropy(u.transpose(1, 2), labels, reduction="none") * steps)
        hot = F.one_hot(labels, 4).double()
        for target in (labels, hot):
            cases.append(loss("sequence_cross_entropy", {"reduction": how, "lengths": [2, 3]},
                              lambda u, v, every=every: every(u), r(2, 3, 4), target))
    return cases


def optimizers():
    adam = lambda **o: trace("adam", {"lr": 0.1, **o}, lambda p: torch.optim.Adam(p, lr=0.1, **o))
    return [adam(weight_decay=0.2, decoupled_weight_decay=True),
            adam(weight_decay=0.2, decoupled_weight_decay=True, amsgrad=True)]


def resumed(kind, args, make, at, base=0.5):
    """The rates from epoch `at` + 1 on of a run that began with `base`, its optimizer restored from a checkpoint."""

    def schedule(opt):
        whole = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)
        run = make(whole, -1)
        for _ in range(at + 1):
            whole.step()
            run.step()
        opt.param_groups[0].update(initial_lr=base, lr=whole.param_groups[0]["lr"])
        return make(opt, at)

    return rates(kind, {**args, "last_epoch": at}, schedule, base=base)


def schedules():
    s = torch.optim.lr_scheduler
    return [
        resumed("step_lr", {"step_size": 3}, lambda o, e: s.StepLR(o, 3, last_epoch=e), 4),
        resumed("exponential_lr", {"gamma": 0.9}, lambda o, e: s.ExponentialLR(o, 0.9, last_epoch=e), 2),
        resumed("warmup_lr", {"steps": 6}, lambda o, e: s.LinearLR(o, total_iters=6, last_epoch=e), 1),
        resumed("cosine_lr", {"steps": 30}, lambda o, e: s.CosineAnnealingLR(o, 30, last_epoch=e), 7),
        resumed("multi_step_lr", {"milestones": [3, 8]}, lambda o, e: s.MultiStepLR(o, [3, 8], last_epoch=e), 4),
        rates("warmup_lr", {}, s.LinearLR),
        rates("warmup_lr", {"steps": 6, "start_factor": 1, "end_factor": 0.25},
              lambda o: s.LinearLR(o, 1.0, 0.25, total_iters=6)),
        rates("one_cycle_lr", {"max_lr": 0.3, "epochs": 3, "steps_per_epoch": 5},
              lambda o: s.OneCycleLR(o, 0.3, epochs=3, steps_per_epoch=5), momentum=True),
    ]


if __name__ == "__main__":
    torch.manual_seed(3)
    data = {"layers": recurrent() + attention() + transformers() + embeddings() + images(), "losses": losses(),
            "optimizers": optimizers(), "schedules": schedules()}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, {k: len(v) for k, v in data.items()}, path.stat().st_size)
