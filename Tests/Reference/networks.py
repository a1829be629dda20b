"""Values and gradients of layers, losses, optimizers and schedules as PyTorch computes them.

Writes networks.json beside this file; NetworksTests reads it. Run with `python3 -P` of a Python that has PyTorch.
"""

import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float32)


def plain(x):
    """A tensor as shape and numbers, short enough to commit."""
    if isinstance(x, torch.Tensor):
        values = x.detach().double().flatten().tolist()
        return {"shape": list(x.shape), "data": [float(f"{v:.8g}") for v in values]}
    return x


def weights_like(y):
    """Fixed, uneven weights that turn any output into one number."""
    n = y.numel()
    return torch.sin(torch.arange(n, dtype=torch.float64) + 1).reshape(y.shape).to(y.dtype)


def layer(kind, args, module, *inputs, train=True, pick=lambda y: y, rename=lambda n: n, calls=1):
    module.train(train)
    state = {rename(k): plain(v.clone()) for k, v in module.state_dict().items()}
    xs = [x.clone().requires_grad_(x.is_floating_point()) for x in inputs]
    for _ in range(calls):
        outputs = pick(module(*xs))
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    loss = sum((y * weights_like(y)).sum() for y in outputs)
    loss.backward()
    return {
        "kind": kind, "args": args, "train": train, "state": state, "calls": calls,
        "inputs": [plain(x) for x in inputs], "outputs": [plain(y) for y in outputs],
        "input_grads": [plain(x.grad) if x.grad is not None else None for x in xs],
        "grads": {rename(n): plain(p.grad) for n, p in module.named_parameters() if p.grad is not None},
        "buffers": {rename(n): plain(b) for n, b in module.named_buffers()},
    }


def layers():
    torch.manual_seed(1)
    r = torch.randn
    cases = [
        layer("linear", {"in": 5, "out": 3}, nn.Linear(5, 3), r(4, 5)),
        layer("linear", {"in": 5, "out": 3, "bias": False}, nn.Linear(5, 3, bias=False), r(2, 3, 5)),
        layer("conv2d", {"in": 2, "out": 3, "kernel": 3, "padding": 1}, nn.Conv2d(2, 3, 3, padding=1), r(2, 2, 7, 5)),
        layer("conv2d", {"in": 4, "out": 6, "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0], "groups": 2},
              nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), groups=2), r(2, 4, 7, 6)),
        layer("conv2d", {"in": 1, "out": 2, "kernel": 3, "dilation": 2, "bias": False},
              nn.Conv2d(1, 2, 3, dilation=2, bias=False), r(1, 1, 9, 8)),
        layer("conv_transpose2d", {"in": 3, "out": 2, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1},
              nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1), r(2, 3, 4, 5)),
        layer("max_pool2d", {"kernel": 2}, nn.MaxPool2d(2), r(2, 3, 6, 7)),
        layer("max_pool2d", {"kernel": 3, "stride": 2, "padding": 1}, nn.MaxPool2d(3, 2, 1), r(2, 3, 7, 7)),
        layer("avg_pool2d", {"kernel": 2}, nn.AvgPool2d(2), r(2, 3, 6, 7)),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1}, nn.AvgPool2d(3, 2, 1), r(2, 3, 7, 7)),
        layer("avg_pool2d", {"kernel": 3, "stride": 2, "padding": 1, "count_include_pad": False},
              nn.AvgPool2d(3, 2, 1, count_include_pad=False), r(2, 3, 7, 7)),
        layer("flatten", {}, nn.Flatten(), r(2, 3, 4)),
        layer("layer_norm", {"shape": 6}, nn.LayerNorm(6), r(2, 3, 6)),
        layer("layer_norm", {"shape": [3, 6]}, nn.LayerNorm([3, 6]), r(2, 3, 6)),
        layer("group_norm", {"groups": 2, "channels": 4}, nn.GroupNorm(2, 4), r(3, 4, 5)),
        layer("group_norm", {"groups": 3, "channels": 6}, nn.GroupNorm(3, 6), r(2, 6, 3, 2)),
    ]
    for shape, make in [((5, 3), nn.BatchNorm1d), ((4, 3, 6), nn.BatchNorm1d), ((2, 3, 4, 5), nn.BatchNorm2d)]:
        for train in (True, False):
            norm = make(3)
            with torch.no_grad():
                norm.weight.copy_(r(3)); norm.bias.copy_(r(3))
                norm.running_mean.copy_(r(3)); norm.running_var.copy_(r(3).abs() + 0.5)
            cases.append(layer("batch_norm", {"features": 3}, norm, r(*shape) * 2 + 1, train=train))
    cases.append(layer("batch_norm", {"features": 3, "momentum": None}, nn.BatchNorm1d(3, momentum=None), r(5, 3), calls=2))
    cases[-1]["skip_grads"] = True
    embedding = nn.Embedding(7, 3)
    cases.append(layer("embedding", {"count": 7, "dim": 3}, embedding, torch.tensor([[1, 2, 6], [0, 1, 1]])))
    cases.append(layer("embedding", {"count": 7, "dim": 3, "padding_idx": 1}, nn.Embedding(7, 3, padding_idx=1),
                       torch.tensor([[1, 2, 6], [0, 1, 1]])))
    cases += recurrent() + attention()
    return cases


def recurrent():
    r = torch.randn
    cases = []
    flat = lambda y: (y[0],) + (y[1] if isinstance(y[1], tuple) else (y[1],))
    for name, make in [("rnn", nn.RNN), ("lstm", nn.LSTM), ("gru", nn.GRU)]:
        cases.append(layer(name, {"input_size": 3, "hidden_size": 4}, make(3, 4, batch_first=True), r(2, 5, 3), pick=flat))
        cases.append(layer(name, {"input_size": 3, "hidden_size": 4, "num_layers": 2, "bidirectional": True},
                           make(3, 4, num_layers=2, bidirectional=True, batch_first=True), r(2, 5, 3), pick=flat))
    cases.append(layer("rnn", {"input_size": 3, "hidden_size": 4, "nonlinearity": "relu", "bias": False},
                       nn.RNN(3, 4, nonlinearity="relu", bias=False, batch_first=True), r(2, 5, 3), r(1, 2, 4), pick=flat))
    return cases


class SelfAttention(nn.Module):
    def __init__(self, inner, causal=False):
        super().__init__()
        self.inner, self.causal = inner, causal

    def forward(self, q, k=None, v=None):
        k = q if k is None else k
        v = k if v is None else v
        mask = torch.triu(torch.full((q.shape[1], k.shape[1]), float("-inf")), 1) if self.causal else None
        return self.inner(q, k, v, attn_mask=mask, need_weights=False)[0]


def attention():
    r = torch.randn
    strip = lambda n: n.removeprefix("inner.")
    make = lambda: nn.MultiheadAttention(8, 2, batch_first=True)
    with torch.no_grad():
        three = [make() for _ in range(3)]
        for m in three:
            m.in_proj_bias.copy_(r(24)); m.out_proj.bias.copy_(r(8))
    cases = [
        layer("attention", {"embed_dim": 8, "num_heads": 2}, SelfAttention(three[0]), r(2, 5, 8), rename=strip),
        layer("attention", {"embed_dim": 8, "num_heads": 2, "causal": True}, SelfAttention(three[1], True), r(2, 5, 8), rename=strip),
        layer("attention", {"embed_dim": 8, "num_heads": 2}, SelfAttention(three[2]), r(2, 5, 8), r(2, 3, 8), r(2, 3, 8), rename=strip),
    ]
    for first in (False, True):
        encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(8, 2, dim_feedforward=12, dropout=0.0, batch_first=True, norm_first=first,
                                       activation="gelu" if first else "relu"),
            2, enable_nested_tensor=False)
        cases.append(layer("transformer_encoder",
                           {"d_model": 8, "nhead": 2, "num_layers": 2, "dim_feedforward": 12, "dropout": 0,
                            "norm_first": first, "activation": "gelu" if first else "relu"}, encoder, r(2, 4, 8)))
    return cases


def loss(kind, args, function, prediction, target):
    x = prediction.clone().requires_grad_(True)
    y = function(x, target)
    (y * weights_like(y)).sum().backward()
    return {"kind": kind, "args": args, "prediction": plain(prediction), "target": plain(target),
            "integer": not target.is_floating_point(), "value": plain(y), "grad": plain(x.grad)}


def losses():
    torch.manual_seed(2)
    r, rand = torch.randn, torch.rand
    cases = []
    for how in ("mean", "sum", "none"):
        a = {"reduction": how}
        x, t, p, q = r(4, 3), r(4, 3), rand(4, 3) * 0.9 + 0.05, rand(4, 3)
        cases += [
            loss("mse", a, lambda u, v: F.mse_loss(u, v, reduction=how), x, t),
            loss("mae", a, lambda u, v: F.l1_loss(u, v, reduction=how), x, t),
            loss("huber", {**a, "delta": 0.5}, lambda u, v: F.huber_loss(u, v, reduction=how, delta=0.5), x, t),
            loss("bce", a, lambda u, v: F.binary_cross_entropy(u, v, reduction=how), p, q),
            loss("bce", {**a, "from_logits": True},
                 lambda u, v: F.binary_cross_entropy_with_logits(u, v, reduction=how), x, q),
            loss("bce_with_logits", a, lambda u, v: F.binary_cross_entropy_with_logits(u, v, reduction=how), x * 10, q),
            loss("bce_with_logits", {**a, "pos_weight": [1, 2, 0.5], "weight": [0.3, 1, 2]},
                 lambda u, v: F.binary_cross_entropy_with_logits(
                     u, v, reduction=how, pos_weight=torch.tensor([1, 2, 0.5]), weight=torch.tensor([0.3, 1, 2])), x, q),
            loss("kl_div", a, lambda u, v: F.kl_div(u, v, reduction=how), x.log_softmax(1), t.softmax(1)),
            loss("kl_div", {**a, "log_target": True}, lambda u, v: F.kl_div(u, v, reduction=how, log_target=True),
                 x.log_softmax(1), t.log_softmax(1)),
        ]
        w = [0.2, 1.0, 3.0, 0.5]
        wt = torch.tensor(w)
        logits, labels = r(5, 4), torch.tensor([0, 3, 1, 1, 2])
        image, marks = r(2, 4, 3, 2), torch.randint(0, 4, (2, 3, 2))
        shares = rand(5, 4).softmax(1)
        for extra in ({}, {"weight": w}, {"label_smoothing": 0.1}, {"ignore_index": 1},
                      {"weight": w, "label_smoothing": 0.2, "ignore_index": 1}):
            kw = {k: (wt if k == "weight" else v) for k, v in extra.items()}
            cases += [
                loss("cross_entropy", {**a, **extra},
                     lambda u, v: F.cross_entropy(u, v, reduction=how, **kw), logits, labels),
                loss("cross_entropy", {**a, **extra},
                     lambda u, v: F.cross_entropy(u, v, reduction=how, **kw), image, marks),
            ]
            if "ignore_index" not in extra:
                cases.append(loss("cross_entropy", {**a, **extra},
                                  lambda u, v: F.cross_entropy(u, v, reduction=how, **kw), logits, shares))
            if "label_smoothing" not in extra:
                cases.append(loss("nll", {**a, **extra},
                                  lambda u, v: F.nll_loss(u, v, reduction=how, **kw), logits.log_softmax(1), labels))
        probabilities = logits.softmax(1)
        cases += [
            loss("categorical_cross_entropy", a, lambda u, v: F.nll_loss(u.log(), v, reduction=how), probabilities, labels),
            loss("categorical_cross_entropy", a, lambda u, v: reduce(-(v * u.log()).sum(1), how), probabilities, shares),
            loss("focal", a, lambda u, v: reduce(focal(u, v, 2, None), how), p, (q > 0.5).float()),
            loss("focal", {**a, "gamma": 1.5, "alpha": 0.25}, lambda u, v: reduce(focal(u, v, 1.5, 0.25), how), p, (q > 0.5).float()),
            loss("focal", {**a, "from_logits": True}, lambda u, v: reduce(focal(u.sigmoid(), v, 2, None), how), x, (q > 0.5).float()),
            loss("focal", a, lambda u, v: reduce(pick_focal(u, v), how), probabilities, labels),
            loss("hinge", a, lambda u, v: reduce((1 - u * v).clamp(min=0), how), x, (q > 0.5).float() * 2 - 1),
        ]
    cases.append(loss("kl_div", {"reduction": "batchmean"}, lambda u, v: F.kl_div(u, v, reduction="batchmean"),
                      r(4, 3).log_softmax(1), r(4, 3).softmax(1)))
    return cases + sequences()


def reduce(x, how):
    return {"mean": x.mean(), "sum": x.sum(), "none": x}[how]


def focal(p, y, gamma, alpha):
    pt = p * y + (1 - p) * (1 - y)
    factor = 1 if alpha is None else alpha * y + (1 - alpha) * (1 - y)
    return -factor * (1 - pt) ** gamma * pt.log()


def pick_focal(p, labels):
    pt = p.gather(1, labels[:, None])[:, 0]
    return -((1 - pt) ** 2) * pt.log()


def sequences():
    x, labels = torch.randn(3, 5, 4), torch.randint(0, 4, (3, 5))
    lengths = [5, 2, 3]
    mask = torch.arange(5)[None] < torch.tensor(lengths)[:, None]
    hot = F.one_hot(labels, 4).float()

    def over(u, logs):
        return (-(hot * logs).sum(2) * mask).sum() / mask.sum()

    every = lambda u, v: F.cross_entropy(u.reshape(-1, 4), labels.reshape(-1))
    some = lambda u, v: over(u, u.log_softmax(2))
    name = "sequence_cross_entropy"
    return [
        loss(name, {}, every, x, labels), loss(name, {}, every, x, hot),
        loss(name, {"lengths": lengths}, some, x, labels), loss(name, {"lengths": lengths}, some, x, hot),
        loss(name, {"mask": mask.float().tolist()}, some, x, labels),
        loss(name, {"lengths": lengths, "from_logits": False}, lambda u, v: over(u, u.log()), x.softmax(2), labels),
    ]


def trace(kind, args, make, steps=10):
    """Three problems: a quadratic bowl, Rosenbrock's valley, a small logistic regression."""
    problems = []
    target = torch.tensor([1.0, -2.0, 0.5])
    data = torch.sin(torch.arange(12.0)).reshape(4, 3)
    answer = torch.tensor([1.0, 0.0, 1.0, 0.0])

    def rosenbrock(w):
        return (1 - w[0]) ** 2 + 5 * (w[1] - w[0] ** 2) ** 2 + w[2] ** 2

    for name, f in [("bowl", lambda w: (torch.tensor([1.0, 4.0, 0.2]) * (w - target) ** 2).sum()),
                    ("valley", rosenbrock),
                    ("logistic", lambda w: F.binary_cross_entropy_with_logits(data @ w, answer))]:
        w = torch.tensor([0.3, -0.4, 0.8], requires_grad=True)
        opt = make([w])
        path = []
        for _ in range(steps):
            opt.zero_grad()
            f(w).backward()
            opt.step()
            path.append([float(f"{v:.8g}") for v in w.tolist()])
        problems.append({"name": name, "path": path})
    return {"kind": kind, "args": args, "problems": problems}


class Lecture:
    """The lecture's own forms, which PyTorch does not have."""

    def __init__(self, params, kind, lr, **o):
        self.p, self.kind, self.lr, self.o, self.t = params[0], kind, lr, o, 0
        self.a, self.b = torch.zeros_like(self.p), torch.zeros_like(self.p)

    def zero_grad(self):
        self.p.grad = None

    @torch.no_grad()
    def step(self):
        g, o = self.p.grad, self.o
        self.t += 1
        if self.kind == "momentum":
            self.a = o["beta"] * self.a + (1 - o["beta"]) * g
            self.p -= self.lr * self.a
        elif self.kind == "adagrad":
            self.a += g * g
            self.p -= self.lr * g / (self.a + o["eps"]).sqrt()
        else:
            self.a = 0.9 * self.a + 0.1 * g
            self.b = 0.999 * self.b + 0.001 * g * g
            m, v = self.a / (1 - 0.9 ** self.t), self.b / (1 - 0.999 ** self.t)
            self.p -= self.lr * m / (v + o["eps"]).sqrt()


def optimizers():
    o = torch.optim
    options = {
        "sgd": (o.SGD, [{"lr": 0.02}, {"lr": 0.02, "momentum": 0.9}, {"lr": 0.02, "momentum": 0.9, "dampening": 0.3},
                        {"lr": 0.02, "momentum": 0.8, "nesterov": True}, {"lr": 0.02, "weight_decay": 0.1},
                        {"lr": 0.02, "maximize": True}]),
        "adagrad": (o.Adagrad, [{"lr": 0.1}, {"lr": 0.1, "lr_decay": 0.1}, {"lr": 0.1, "weight_decay": 0.1},
                                {"lr": 0.1, "initial_accumulator_value": 0.5}]),
        "rmsprop": (o.RMSprop, [{"lr": 0.02}, {"lr": 0.02, "alpha": 0.9}, {"lr": 0.02, "momentum": 0.5},
                                {"lr": 0.02, "centered": True}, {"lr": 0.02, "weight_decay": 0.1},
                                {"lr": 0.02, "centered": True, "momentum": 0.5}]),
        "adam": (o.Adam, [{"lr": 0.1}, {"lr": 0.1, "betas": [0.8, 0.9]}, {"lr": 0.1, "weight_decay": 0.1},
                          {"lr": 0.1, "amsgrad": True}, {"lr": 0.1, "eps": 0.01}, {"lr": 0.1, "maximize": True}]),
        "adamw": (o.AdamW, [{"lr": 0.1}, {"lr": 0.1, "weight_decay": 0.2}, {"lr": 0.1, "amsgrad": True}]),
    }
    cases = []
    for kind, (make, settings) in options.items():
        for args in settings:
            cases.append(trace(kind, args, lambda p: make(p, **args)))
    cases.append(trace("momentum", {"lr": 0.1, "beta": 0.9}, lambda p: Lecture(p, "momentum", 0.1, beta=0.9)))
    cases.append(trace("adagrad", {"lr": 0.1, "eps": 0.01, "eps_inside": True}, lambda p: Lecture(p, "adagrad", 0.1, eps=0.01)))
    cases.append(trace("adam", {"lr": 0.1, "eps": 0.01, "eps_inside": True}, lambda p: Lecture(p, "adam", 0.1, eps=0.01)))
    return cases


def schedules():
    s = torch.optim.lr_scheduler
    wave = [1.0, 0.9, 0.95, 0.96, 0.97, 0.5, 0.6, 0.7, 0.8, 0.9, 0.4, 0.41, 0.42, 0.43, 0.44]
    cases = []

    def curve(kind, args, make, steps=14, metrics=None, base=0.5, momentum=False):
        opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base, momentum=0.9 if momentum else 0)
        schedule = make(opt)
        rates = [opt.param_groups[0]["lr"]]
        for i in range(steps):
            opt.step()
            schedule.step(*([metrics[i]] if metrics else []))
            rates.append(opt.param_groups[0]["lr"])
        cases.append({"kind": kind, "args": args, "base": base, "rates": rates, "metrics": metrics, "momentum": momentum})

    curve("step_lr", {"step_size": 4, "gamma": 0.5}, lambda o: s.StepLR(o, 4, 0.5))
    curve("exponential_lr", {"gamma": 0.9}, lambda o: s.ExponentialLR(o, 0.9))
    curve("cosine_lr", {"steps": 10, "eta_min": 0.01}, lambda o: s.CosineAnnealingLR(o, 10, 0.01), steps=10)
    curve("warmup_lr", {"steps": 6}, lambda o: s.LinearLR(o, total_iters=6))
    curve("plateau_lr", {"patience": 2, "factor": 0.3}, lambda o: s.ReduceLROnPlateau(o, patience=2, factor=0.3), metrics=wave)
    curve("plateau_lr", {"mode": "max", "patience": 1, "cooldown": 2, "threshold_mode": "abs"},
          lambda o: s.ReduceLROnPlateau(o, mode="max", patience=1, cooldown=2, threshold_mode="abs"), metrics=wave)
    curve("one_cycle_lr", {"max_lr": 0.3, "total_steps": 15}, lambda o: s.OneCycleLR(o, 0.3, total_steps=15), momentum=True)
    curve("one_cycle_lr", {"max_lr": 0.3, "total_steps": 15, "anneal_strategy": "linear", "pct_start": 0.5},
          lambda o: s.OneCycleLR(o, 0.3, total_steps=15, anneal_strategy="linear", pct_start=0.5), momentum=True)
    return cases


if __name__ == "__main__":
    data = {"layers": layers(), "losses": losses(), "optimizers": optimizers(), "schedules": schedules()}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, {k: len(v) for k, v in data.items()}, path.stat().st_size)
