"""How the other scripts write tensors, and how they draw them."""

import base64

import torch


def plain(x):
    """A tensor as its shape and the base64 of its little-endian numbers: f4 when that is exact, else f8."""
    if not isinstance(x, torch.Tensor):
        return x
    wide = x.detach().double().contiguous()
    short = wide.float()
    kind, values = ("f4", short) if torch.equal(short.double(), wide) else ("f8", wide)
    return {"shape": list(x.shape), kind: base64.b64encode(values.numpy().tobytes()).decode()}


def exact(x):
    """The nearest numbers that f32 holds, so that the same case serves both dtypes."""
    return x.float().double() if x.is_floating_point() else x


def r(*shape):
    return exact(torch.randn(shape, dtype=torch.float64))


def rand(*shape):
    return exact(torch.rand(shape, dtype=torch.float64))
