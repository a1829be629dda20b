"""Writes neural.json: PyTorch's results and gradients for the neural operations, and optimizer trajectories.

Each case holds the operation, its inputs, its attributes, the result, and the gradients of
sum(result * seed) with respect to the inputs that have one.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from packing import exact, plain, r, rand

torch.manual_seed(20)
cases = []


def case(name, op, inputs, attributes, labels=()):
    leaves = [t if i in labels else t.clone().requires_grad_() for i, t in enumerate(inputs)]
    result = op(*leaves)
    seed = r(*result.shape)
    (result * seed).sum().backward()
    cases.append({
        "name": name, "inputs": [plain(t) for t in inputs], "labels": list(labels), "attributes": attributes,
        "result": plain(result), "seed": plain(seed),
        "gradients": [plain(t.grad) if i not in labels else None for i, t in enumerate(leaves)]})


for n, c, h, w, f, k, s, p, d, g in [
        (2, 3, 5, 6, 4, (3, 3), (1, 1), (1, 1), (1, 1), 1),
        (1, 4, 9, 7, 6, (3, 2), (2, 1), (1, 0), (1, 2), 2),
        (2, 2, 6, 6, 17, (1, 1), (2, 2), (0, 0), (1, 1), 1)]:
    case("conv2d", lambda x, a, b: F.conv2d(x, a, b, s, p, d, g), [r(n, c, h, w), r(f, c // g, *k), r(f)],
         {"stride": s, "padding": p, "dilation": d, "groups": g})
case("conv_transpose2d", lambda x, a, b: F.conv_transpose2d(x, a, b, 2, 1, 1, 1, 1),
     [r(2, 3, 4, 3), r(3, 2, 3, 3), r(2)],
     {"stride": [2], "padding": [1], "output_padding": [1], "dilation": [1], "groups": 1})
case("conv_transpose2d", lambda x, a: F.conv_transpose2d(x, a, None, (1, 3), 0, 0, 2, (2, 1)),
     [r(1, 4, 3, 4), r(4, 2, 2, 3)],
     {"stride": [1, 3], "padding": [0], "output_padding": [0], "dilation": [2, 1], "groups": 2})
for k, s, p, d in [((2, 2), (2, 2), (0, 0), (1, 1)), ((3, 2), (2, 1), (1, 1), (1, 1)), ((2, 3), (1, 2), (1, 0), (2, 1))]:
    case("max_pool2d", lambda x: F.max_pool2d(x, k, s, p, d), [r(1, 2, 9, 18)],
         {"kernel": k, "stride": s, "padding": p, "dilation": d})
for count in (True, False):
    case("avg_pool2d", lambda x: F.avg_pool2d(x, (3, 2), (2, 1), (1, 0), count_include_pad=count), [r(2, 2, 7, 5)],
         {"kernel": [3, 2], "stride": [2, 1], "padding": [1, 0], "count": count})
case("batch_norm", lambda x, a, b: F.batch_norm(x, None, None, a, b, True), [r(4, 3), r(3), r(3)], {})
case("batch_norm", lambda x, a, b: F.batch_norm(x, None, None, a, b, True), [r(3, 2, 4, 5) + 3, r(2), r(2)], {})
case("layer_norm", lambda x, a, b: F.layer_norm(x, (3, 7), a, b), [r(2, 3, 7), r(3, 7), r(3, 7)], {"shape": [3, 7]})
case("group_norm", lambda x, a, b: F.group_norm(x, 3, a, b), [r(2, 6, 3, 2), r(6), r(6)], {"groups": 3})
for dim in (0, 1, 2):
    case("softmax", lambda x: F.softmax(x, dim), [3 * r(3, 5, 4)], {"dim": dim})
    case("log_softmax", lambda x: F.log_softmax(x, dim), [3 * r(3, 5, 4)], {"dim": dim})
labels = torch.tensor([2, 0, 1, 4, 2])
for reduction in ("mean", "sum", "none"):
    case("cross_entropy", lambda x, y: F.cross_entropy(x, y, reduction=reduction), [r(5, 6), labels],
         {"reduction": reduction, "ignore": -100, "smoothing": 0.0}, labels=(1,))
weight = exact(rand(6) + 0.2)
case("cross_entropy",
     lambda x, y, w: F.cross_entropy(x, y, w.detach(), ignore_index=2, label_smoothing=0.1), [r(5, 6), labels, weight],
     {"reduction": "mean", "ignore": 2, "smoothing": 0.1}, labels=(1, 2))
case("cross_entropy", lambda x, y: F.cross_entropy(x, y, label_smoothing=0.3), [r(4, 3), exact(torch.softmax(r(4, 3), 1))],
     {"reduction": "mean", "ignore": -100, "smoothing": 0.3})
case("cross_entropy", lambda x, y: F.cross_entropy(x, y), [r(2, 3, 4), torch.tensor([[0, 1, 2, 1], [2, 2, 0, 1]])],
     {"reduction": "mean", "ignore": -100, "smoothing": 0.0}, labels=(1,))
case("bce_with_logits", lambda x, y: F.binary_cross_entropy_with_logits(x, y.detach(), reduction="none"),
     [10 * r(3, 4), rand(3, 4)], {}, labels=(1,))
case("bce", lambda x, y: F.binary_cross_entropy(x, y, reduction="none"), [rand(3, 4), rand(3, 4)], {})
case("linear", F.linear, [r(2, 3, 5), r(4, 5), r(4)], {})
for a, b in [((3, 5), (5, 2)), ((4,), (4, 3)), ((2, 3, 4), (4,)), ((2, 1, 3, 4), (5, 4, 2)), ((6,), (6,))]:
    case("matmul", torch.matmul, [r(*a), r(*b)], {})

start = r(7)
gradients = [r(7) for _ in range(4)]
optimizers = {
    "sgd": lambda p: torch.optim.SGD(p, 0.1), "sgd_momentum": lambda p: torch.optim.SGD(p, 0.1, 0.9, 0.2, 0.01),
    "sgd_nesterov": lambda p: torch.optim.SGD(p, 0.1, 0.9, weight_decay=0.01, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, 0.1, weight_decay=0.01),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.1, weight_decay=0.01),
    "rmsprop_momentum": lambda p: torch.optim.RMSprop(p, 0.1, momentum=0.5),
    "adam": lambda p: torch.optim.Adam(p, 0.1, weight_decay=0.01),
    "adamw": lambda p: torch.optim.AdamW(p, 0.1, weight_decay=0.1)}
steps = {}
for name, make in optimizers.items():
    p = start.clone().requires_grad_()
    optimizer = make([p])
    for gradient in gradients:
        p.grad = gradient.clone()
        optimizer.step()
    steps[name] = plain(p)

data = {"cases": cases, "start": plain(start), "gradients": [plain(g) for g in gradients], "optimizers": steps}
pathlib.Path(__file__).with_name("neural.json").write_text(json.dumps(data, separators=(",", ":")) + "\n")
