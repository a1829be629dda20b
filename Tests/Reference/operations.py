"""Values and gradients of PyTorch for Tests/AutogradTests/ReferenceTests.swift.

    python3 Tests/Reference/operations.py    writes operations.json beside this file

A case is a dls call: its arguments in order, the result, and the gradients of sum(result * weights), in f64.
"""
import json
import pathlib
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random.seed(11)


class T:
    """An argument that is a tensor; `grad` says whether its gradient is compared."""

    def __init__(self, shape, low=-2.0, high=2.0, grad=True, values=None, dtype="float"):
        count = 1
        for size in shape:
            count *= size
        self.shape = list(shape)
        self.values = values or [round(random.uniform(low, high), 3) for _ in range(count)]
        self.grad = grad
        self.dtype = dtype

    def torch(self):
        kinds = {"float": torch.float64, "int": torch.int64, "bool": torch.bool}
        x = torch.tensor(self.values, dtype=kinds[self.dtype]).reshape(self.shape)
        return x.requires_grad_(self.grad and self.dtype == "float")

    def json(self):
        return {"shape": self.shape, "values": self.values, "grad": self.grad, "dtype": self.dtype}


def ints(shape, values):
    return T(shape, grad=False, values=values, dtype="int")


def mask(shape, values):
    return T(shape, grad=False, values=values, dtype="bool")


def case(name, arguments, function):
    tensors = [a.torch() if isinstance(a, T) else [b.torch() for b in a] if nested(a) else a for a in arguments]
    result = function(*tensors)
    if isinstance(result, (tuple, list)):
        result = result[0]
    flat = [t for a in tensors for t in (a if isinstance(a, list) else [a]) if torch.is_tensor(t)]
    wanted = [t for t in flat if t.requires_grad]
    gradients = []
    if result.is_floating_point() and result.requires_grad:
        k = torch.arange(result.numel())
        weights = (0.5 + ((k * 7 + 3) % 11) / 7).reshape(result.shape)
        found = torch.autograd.grad((result * weights).sum(), wanted, allow_unused=True)
        gradients = [(torch.zeros_like(t) if g is None else g).flatten().tolist() for g, t in zip(found, wanted)]
    return {
        "name": name,
        "arguments": [a.json() if isinstance(a, T) else [b.json() for b in a] if nested(a) else a for a in arguments],
        "shape": list(result.shape),
        "values": [float(v) for v in result.detach().flatten().tolist()],
        "gradients": gradients,
    }


def nested(argument):
    return isinstance(argument, list) and argument and isinstance(argument[0], T)


def elementwise():
    for name in ["exp", "sin", "cos", "tanh", "sigmoid", "relu", "abs", "sign", "floor", "ceil", "round", "square",
                 "expm1", "atan", "sinh", "cosh", "erf", "silu", "gelu", "softplus", "elu", "leaky_relu"]:
        function = getattr(F, name, None) or getattr(torch, name)
        yield case(name, [T([3, 5])], lambda x, f=function: f(x))
    for name in ["log", "sqrt", "rsqrt", "reciprocal", "log1p"]:
        yield case(name, [T([7], 0.1, 3)], getattr(torch, name))
    for name in ["tan", "asin", "acos"]:
        yield case(name, [T([5], -0.9, 0.9)], getattr(torch, name))
    yield case("sqrt", [T([3], values=[0.0, 1.0, 4.0])], torch.sqrt)
    yield case("relu", [T([3], values=[-1.0, 0.0, 2.0])], torch.relu)
    yield case("abs", [T([3], values=[-1.0, 0.0, 2.0])], torch.abs)
    yield case("leaky_relu", [T([3], values=[-1.0, 0.0, 2.0]), 0.2], F.leaky_relu)
    yield case("elu", [T([4], values=[-1.0, 0.0, 2.0, 800.0]), 0.7], F.elu)
    yield case("gelu", [T([5]), "tanh"], lambda x, a: F.gelu(x, approximate=a))
    yield case("softplus", [T([4], values=[-3.0, 0.5, 9.0, 30.0]), 2.0, 15.0], F.softplus)
    yield case("isnan", [T([3], values=[0.0, 1.0, 2.0])], torch.isnan)
    yield case("isinf", [T([3], values=[0.0, 1.0, 2.0])], torch.isinf)
    yield case("logical_not", [mask([4], [1, 0, 0, 1])], torch.logical_not)
    yield case("negate", [T([3, 5])], torch.neg)


def pairs():
    shapes = [([3, 5], [3, 5]), ([3, 5], [5]), ([5, 1], [5, 3]), ([], [4]), ([2, 3], [])]
    for name, function in [("add", torch.add), ("subtract", torch.sub), ("multiply", torch.mul),
                           ("maximum", torch.maximum), ("minimum", torch.minimum)]:
        for a, b in shapes:
            yield case(name, [T(a), T(b)], function)
    yield case("divide", [T([3, 2]), T([2], 0.5, 2)], torch.div)
    yield case("floor_divide", [T([5], grad=False), T([5], 0.5, 2, grad=False)],
               lambda a, b: torch.div(a, b, rounding_mode="floor"))
    yield case("remainder", [T([5]), T([5], 0.5, 2)], torch.remainder)
    yield case("pow", [T([3, 2], 0.2, 2), T([3, 2])], torch.pow)
    yield case("pow", [T([4], values=[-2.0, 0.0, 1.5, -0.5]), T([], grad=False, values=[0.0])], torch.pow)
    yield case("pow", [T([4], values=[-2.0, 0.0, 1.5, -0.5]), T([], grad=False, values=[1.0])], torch.pow)
    yield case("pow", [T([4], values=[-2.0, 0.0, 1.5, -0.5]), T([], grad=False, values=[3.0])], torch.pow)
    yield case("pow", [T([3], grad=False, values=[0.0, 0.0, 2.0]), T([3], values=[0.0, 2.0, 3.0])], torch.pow)
    for name, function in [("maximum", torch.maximum), ("minimum", torch.minimum)]:
        yield case(name, [T([3], values=[1.0, 2.0, 3.0]), T([3], values=[1.0, 3.0, 2.0])], function)
        yield case(name, [T([], values=[2.0]), T([], values=[2.0])], function)
    for name, function in [("equal", torch.eq), ("not_equal", torch.ne), ("less", torch.lt), ("less_equal", torch.le),
                           ("greater", torch.gt), ("greater_equal", torch.ge)]:
        yield case(name, [T([3], values=[1.0, 2.0, 3.0]), T([3], values=[1.0, 3.0, 2.0])], function)
    yield case("where", [mask([3, 2], [1, 0, 1, 1, 0, 0]), T([3, 2]), T([2])], torch.where)
    yield case("clamp", [T([5], values=[-1.0, 0.0, 0.5, 1.0, 2.0]), 0.0, 1.0], torch.clamp)
    yield case("clamp", [T([3]), None, 0.5], lambda x, low, high: torch.clamp(x, max=high))


def reductions():
    x = lambda: T([3, 4, 5])
    for name, function in [("sum", torch.sum), ("mean", torch.mean), ("amax", torch.amax), ("amin", torch.amin)]:
        yield case(name, [x()], lambda x, f=function: f(x))
        yield case(name, [x(), [1]], function)
        yield case(name, [x(), [0, -1], True], function)
    for name, function in [("var", torch.var), ("std", torch.std)]:
        yield case(name, [x()], function)
        yield case(name, [x(), [1]], function)
        yield case(name, [x(), [0, 2], True, 0.0], lambda x, d, k, c, f=function: f(x, d, correction=0, keepdim=k))
    yield case("std", [T([2, 3], values=[1.0, 1.0, 1.0, 0.0, 1.0, 3.0]), [1]], torch.std)
    yield case("prod", [x(), [1]], lambda x, d: torch.prod(x, d[0]))
    yield case("prod", [T([2, 3], values=[1.0, 0.0, 2.0, 0.0, 0.0, 3.0]), [1]], lambda x, d: torch.prod(x, d[0]))
    yield case("amax", [T([4], values=[1.0, 3.0, 3.0, 2.0])], torch.amax)
    yield case("max", [T([4], values=[1.0, 3.0, 3.0, 2.0])], torch.max)
    yield case("max", [T([2, 3], values=[1.0, 3.0, 3.0, 2.0, 2.0, 0.0]), None, 1], lambda x, o, d: torch.max(x, d))
    yield case("min", [T([2, 3]), None, 0, True], lambda x, o, d, k: torch.min(x, d, keepdim=k))
    yield case("argmax", [T([3, 4]), 1], torch.argmax)
    yield case("argmin", [T([3, 4])], torch.argmin)
    yield case("cumsum", [T([3, 4]), 1], torch.cumsum)
    yield case("sort", [T([3, 5]), 1, True], lambda x, d, r: torch.sort(x, d, r))
    yield case("topk", [T([3, 7]), 3], torch.topk)
    yield case("topk", [T([5, 3]), 2, 0, False], torch.topk)
    for p in [0.5, 1.0, 2.0, 3.0]:
        yield case("norm", [T([3, 4]), p, [1]], lambda x, p, d: torch.linalg.vector_norm(x, p, d))
    yield case("norm", [T([3], values=[0.0, 0.0, 0.0])], lambda x: torch.norm(x))
    yield case("norm", [T([3], values=[3.0, -3.0, 1.0]), "inf"], lambda x, p: torch.norm(x, float("inf")))
    yield case("any", [T([3], grad=False, values=[0.0, 1.0, 0.0])], torch.any)
    yield case("all", [T([2, 2], grad=False, values=[1.0, 1.0, 0.0, 1.0]), [1]], lambda x, d: torch.all(x, 1))


def shapes():
    yield case("reshape", [T([2, 6]), [3, -1]], torch.reshape)
    yield case("broadcast_to", [T([3, 1]), [2, 3, 4]], torch.broadcast_to)
    yield case("permute", [T([2, 3, 4]), [2, 0, 1]], torch.permute)
    yield case("transpose", [T([2, 3, 4]), 0, -1], torch.transpose)
    yield case("squeeze", [T([1, 3, 1])], torch.squeeze)
    yield case("unsqueeze", [T([2, 3]), -1], torch.unsqueeze)
    yield case("cat", [[T([2, 3]), T([1, 3])], 0], torch.cat)
    yield case("stack", [[T([2, 3]), T([2, 3])], 1], torch.stack)
    yield case("flip", [T([2, 3]), [1]], torch.flip)
    yield case("pad", [T([2, 3]), [1, 2, 0, 1], 0.5], lambda x, p, v: F.pad(x, p, value=v))
    yield case("tril", [T([4, 3]), -1], torch.tril)
    yield case("triu", [T([2, 3, 4]), 1], torch.triu)
    yield case("gather", [T([3, 4]), 1, ints([3, 2], [0, 3, 1, 1, 2, 0])], torch.gather)
    yield case("scatter_add", [T([3, 2]), 1, ints([3, 2], [0, 3, 1, 1, 2, 0]), [3, 4]],
               lambda x, d, i, s: torch.zeros(s).scatter_add(d, i, x))
    yield case("index_add", [T([3, 3]), ints([3], [3, 0, 3]), 0, 5],
               lambda x, i, d, n: torch.zeros(n, 3).index_add(d, i, x))
    yield case("select", [T([3, 6]), 1, -2], torch.select)
    yield case("slice", [T([3, 6]), 1, 1, 4], lambda x, d, a, b: x[:, a:b])
    yield case("split", [T([7, 2]), 3], torch.split)
    yield case("index_select", [T([4, 3]), ints([3], [3, 0, 3]), 0], lambda x, i, d: torch.index_select(x, d, i))
    yield case("outer", [T([3]), T([4])], torch.outer)
    yield case("dot", [T([5]), T([5])], torch.dot)
    yield case("matmul", [T([3, 5]), T([5, 2])], torch.matmul)
    yield case("matmul", [T([2, 3, 5]), T([5])], torch.matmul)
    yield case("solve", [T([3, 3]), T([3])], torch.linalg.solve)
    yield case("solve", [T([4, 4]), T([4, 2])], torch.linalg.solve)
    for equation, sizes in [("ij,jk->ik", ([2, 3], [3, 4])), ("bij,bjk", ([2, 3, 4], [2, 4, 2])), ("ii", ([3, 3],)),
                            ("ij->j", ([2, 3],)), ("i,j->ij", ([2], [3])), ("...ij,jk->...ik", ([2, 2, 3], [3, 2])),
                            ("ab,bc,cd->ad", ([2, 3], [3, 4], [4, 2])), ("iij->ji", ([2, 2, 3],))]:
        yield case("einsum", [equation, [T(s) for s in sizes]], lambda e, o: torch.einsum(e, *o))
    yield case("one_hot", [ints([3], [0, 2, 1]), 4], lambda x, n: F.one_hot(x, n))


def options():
    yield case("cumprod", [T([3, 4]), 1], torch.cumprod)
    yield case("cumprod", [T([5, 2], values=[1.0, 2.0, 0.0, 3.0, 0.0, -1.0, 2.0, 0.5, 1.5, 0.0]), 0], torch.cumprod)
    yield case("log2", [T([3, 4], 0.1, 9.0)], torch.log2)
    yield case("log10", [T([3, 4], 0.1, 2000.0)], torch.log10)
    for dims, keep in (([1], False), ([0, 2], True)):
        yield case("logsumexp", [T([2, 3, 4], -40.0, 40.0), dims, keep], torch.logsumexp)
    yield case("median", [T([3, 4])], torch.median)
    yield case("median", [T([7], values=[2.0, 1.0, 2.0, 3.0, 2.0, 0.5, 9.0])], torch.median)
    yield case("median", [T([3, 5]), 1, True], torch.median)
    yield case("argsort", [T([3, 5]), 0, True], lambda x, d, r: torch.argsort(x, d, r))
    yield case("unique", [T([6], grad=False, values=[2.0, -1.0, 2.0, 0.5, 0.5, 7.0])], torch.unique)
    for shape, diagonal in (([3], 0), ([3], -2), ([3, 4], 1), ([4, 3], -1)):
        yield case("diag", [T(shape), diagonal], torch.diag)
    for decimals in (1, 2, -1):
        yield case("round", [T([3, 4], -30.0, 30.0), decimals], lambda x, d: torch.round(x, decimals=d))


cases = [*elementwise(), *pairs(), *reductions(), *shapes(), *options()]
text = json.dumps(cases, allow_nan=True).replace("Infinity", '"inf"')
pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")
print(len(cases), "cases")
