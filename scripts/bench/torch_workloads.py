"""The workloads of scripts/bench/*.dls in eager PyTorch: prints the same numbers, then the peak memory in MB.

    python3 torch_workloads.py WORKLOAD [--threads 2] [--data FOLDER]
"""
import argparse
import gzip
import os
import resource
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


def images(folder):
    """Fashion-MNIST's training images in [-1, 1], N×1×28×28, and their labels."""
    def content(name, header):
        with gzip.open(os.path.join(folder, name)) as file:
            return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)
    x = content("train-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).float()
    return (x / 255 - 0.5) / 0.5, content("train-labels-idx1-ubyte.gz", 8).long()


def batches(x, y):
    while True:
        order = torch.randperm(len(x))
        for i in range(0, len(x) - 63, 64):
            rows = order[i:i + 64]
            yield x[rows], y[rows]


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10))


def median_rate(step, calls, spells=11):
    """Calls per second: the median of several spells, after one that warms up."""
    rates = []
    for _ in range(spells + 1):
        start = time.perf_counter()
        for _ in range(calls):
            step()
        rates.append(calls / (time.perf_counter() - start))
    return statistics.median(rates[1:])


def trainer(net, optimizer, loss, data):
    def step():
        x, y = next(data)
        optimizer.zero_grad()
        loss(net(x), y).backward()
        optimizer.step()
    return step


def cnn_train(folder):
    net = cnn()
    step = trainer(net, torch.optim.Adam(net.parameters(), 1e-3), F.cross_entropy, batches(*images(folder)))
    return [64 * median_rate(step, 40)]


def mlp_train(folder):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    step = trainer(net, torch.optim.SGD(net.parameters(), 0.1), F.cross_entropy, batches(*images(folder)))
    return [median_rate(step, 200)]


def xor_train(folder):
    net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
    x, y = torch.tensor([[0., 0], [0, 1], [1, 0], [1, 1]]), torch.tensor([[0.], [1], [1], [0]])

    def forever():
        while True:
            yield x, y
    return [median_rate(trainer(net, torch.optim.SGD(net.parameters(), 1.0), F.mse_loss, forever()), 1000)]


def recurrent_train(folder):
    def rate(make, sequences, steps, features, hidden, calls):
        net, head = make(features, hidden, batch_first=True), nn.Linear(hidden, 10)
        optimizer = torch.optim.Adam([*net.parameters(), *head.parameters()], 1e-3)
        x, y = torch.randn(sequences, steps, features), torch.randint(0, 10, (sequences,))

        def step():
            optimizer.zero_grad()
            outputs, _ = net(x)
            F.cross_entropy(head(outputs[:, -1]), y).backward()
            optimizer.step()
        return median_rate(step, calls)
    return [rate(make, *sizes) for make in (nn.LSTM, nn.GRU)
            for sizes in ((32, 20, 16, 32, 50), (64, 50, 128, 256, 2))]


def scalar_autograd(folder):
    x, y, z = (torch.tensor(v, requires_grad=True) for v in (-2.0, 5.0, 4.0))

    def step():
        x.grad = y.grad = z.grad = None
        ((x + y) * torch.maximum(y, z)).backward()
    return [median_rate(step, 2000)]


def small_op(folder):
    w, b, matrix = torch.tensor([1., 2, 3, 4], requires_grad=True), torch.ones(4), torch.eye(4)
    table = torch.tensor([[1., 2], [3, 4]], requires_grad=True)

    def nanoseconds(start, operation):
        weights = torch.ones(start.shape)

        def step():
            start.grad = None
            x = start
            for _ in range(100):
                x = operation(x)
            x.backward(weights)
        return 1e9 / (100 * median_rate(step, 100))
    condition = b > 0
    chains = [lambda x: x + b, lambda x: x + 1, lambda x: x * b, lambda x: x / 2, lambda x: x ** 2, torch.tanh,
              lambda x: torch.maximum(x, b), lambda x: torch.where(condition, x, b),
              lambda x: torch.softmax(x, -1), lambda x: x @ matrix]
    return [*(nanoseconds(w, chain) for chain in chains), nanoseconds(table, lambda x: x.T),
            nanoseconds(table, lambda x: x.reshape(4).reshape(2, 2)) / 2,
            nanoseconds(table, lambda x: x + x.sum(dim=0)) / 2]


def cnn_infer(folder):
    net = cnn().eval()
    one, many = torch.randn(1, 1, 28, 28), torch.randn(256, 1, 28, 28)
    with torch.inference_mode():
        return [1e6 / median_rate(lambda: net(one), 500), 256 * median_rate(lambda: net(many), 10)]


def startup(folder):
    print(torch.tensor(1.0) + 1, file=sys.stderr)
    return []


parser = argparse.ArgumentParser()
parser.add_argument("workload")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist")
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)
results = globals()[options.workload.replace("-", "_")](options.data)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(*[f"{value:.6g}" for value in results], f"{peak:.0f}")
