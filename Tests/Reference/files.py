"""Files as NumPy and the safetensors package write them, and what is in them.

    python3 Tests/Reference/files.py            writes files.json beside this file
    python3 Tests/Reference/files.py PATH/dls   has dls write files and reads them

Needs PyTorch, NumPy and safetensors.
"""

import base64
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
from packing import plain
from safetensors.torch import load_file, save


def case(kind, data, tensors, exact=False, refused=None):
    """`exact`: dls writes the same bytes. `refused`: a word of the reason for which dls does not read it."""
    return {"kind": kind, "file": base64.b64encode(data).decode(), "exact": exact, "refused": refused,
            "dtypes": {k: str(v.dtype).removeprefix("torch.") for k, v in tensors.items()},
            "tensors": {k: plain(v.double()) for k, v in tensors.items()}}


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def arrays():
    values = np.array([[1.5, -2, 3], [4, 5, -6.25]])
    for kind in ("f4", "f8", "i8", "?"):
        for array in (values, values[0], values[0, 0], np.zeros((2, 0, 4))):
            array = np.asarray(array).astype(kind)
            yield case("npy", npy(array), {"": torch.tensor(array)}, exact=True)
    for kind in ("i1", "i2", "i4", "u1", "u2", "u4"):
        array = np.array([0, 1, 127, np.iinfo(kind).max, np.iinfo(kind).min]).astype(kind)
        yield case("npy", npy(array), {"": torch.tensor(array.astype("i8"))})
    columns = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))
    yield case("npy", npy(columns), {"": torch.tensor(columns)})
    for version in ((2, 0), (3, 0)):
        yield case("npy", npy(values, version), {"": torch.tensor(values)})
    for array in (values.astype(">f4"), values.astype(">i4"), values.astype("f2"), values.astype("c16"),
                  values.astype("u8"), np.array(["a", "b"]), np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f4")]),
                  np.array([{}, None], dtype=object), np.array(["2020-01-01"], dtype="M8[D]")):
        yield case("npy", npy(array), {}, refused="dtype")


def archives():
    fields = {"weight": np.arange(6.0, dtype="f4").reshape(2, 3), "n": np.array(7), "数": np.array([True, False]),
              "long": np.zeros(1000)}
    for write in (np.savez, np.savez_compressed):
        out = io.BytesIO()
        write(out, **fields)
        yield case("npz", out.getvalue(), {k: torch.tensor(v) for k, v in fields.items()})
    out = io.BytesIO()
    np.savez(out, np.ones(2), np.zeros(3))
    yield case("npz", out.getvalue(), {"arr_0": torch.ones(2, dtype=torch.float64), "arr_1": torch.zeros(3).double()})


def weights():
    plain_set = {"a.bias": torch.tensor([1.5, -2]), "a.weight": torch.arange(6.0).reshape(2, 3), "b\"\n名": torch.zeros(1)}
    yield case("safetensors", save(plain_set), plain_set, exact=True)
    kinds = {"f64": torch.tensor([1 / 3], dtype=torch.float64), "f16": torch.tensor([1.5, 65504, -2 ** -24]).half(),
             "bf16": torch.tensor([1.5, 3e38, -1e-30]).bfloat16(), "i64": torch.tensor([-(2 ** 40)]),
             "i32": torch.tensor([-5, 2 ** 31 - 1], dtype=torch.int32), "i16": torch.tensor([-5], dtype=torch.int16),
             "i8": torch.tensor([-128], dtype=torch.int8), "u8": torch.tensor([255], dtype=torch.uint8),
             "bool": torch.tensor([True, False]), "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3)}
    yield case("safetensors", save(kinds, metadata={"format": "pt", "text": "\"é\\"}), kinds)
    yield case("safetensors", save({"x": torch.ones(1, dtype=torch.complex64)}), {}, refused="dtype")


def check(dls):
    """Reads what dls writes."""
    with tempfile.TemporaryDirectory() as folder:
        program = f"""
          seed(1)
          net = sequential(linear(3, 2), batch_norm(2), lstm(2, 3, num_layers=2))
          save(net, "{folder}/net.safetensors"); save(net.double(), "{folder}/wide.safetensors")
          w = net[0].weight
          write_npy(w, "{folder}/w.npy"); write_npy(w', "{folder}/t.npy"); write_npy(w[0] > 0, "{folder}/b.npy")
          write_npz({{w: w, n: arange(5), 数: w[0] > 0}}, "{folder}/s.npz")
          write_npz([w, zeros(3000)], "{folder}/c.npz", compressed=true)
          print(w)
        """
        run = subprocess.run([dls, "-"], input=program, text=True, capture_output=True, check=True)
        shown = torch.tensor(json.loads(run.stdout), dtype=torch.float64)
        net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2), torch.nn.LSTM(2, 3, 2))
        net.load_state_dict(load_file(f"{folder}/net.safetensors"))
        net.double().load_state_dict(load_file(f"{folder}/wide.safetensors"))
        w = load_file(f"{folder}/wide.safetensors")["0.weight"].numpy()
        assert w.dtype == np.float64 and np.allclose(w, shown)
        assert np.array_equal(np.load(f"{folder}/w.npy"), w) and np.array_equal(np.load(f"{folder}/t.npy"), w.T)
        assert np.array_equal(np.load(f"{folder}/b.npy"), w[0] > 0)
        stored, packed = np.load(f"{folder}/s.npz"), np.load(f"{folder}/c.npz")
        assert set(stored) == {"w", "n", "数"} and np.array_equal(stored["w"], w)
        assert np.array_equal(stored["n"], np.arange(5)) and stored["n"].dtype == np.int64
        assert np.array_equal(packed["arr_0"], w) and np.array_equal(packed["arr_1"], np.zeros(3000))
        assert pathlib.Path(f"{folder}/c.npz").stat().st_size < 2000
        print("NumPy, PyTorch and safetensors read what dls writes")


if len(sys.argv) > 1:
    check(sys.argv[1])
else:
    path = pathlib.Path(__file__).with_suffix(".json")
    cases = [*arrays(), *archives(), *weights()]
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    print(len(cases), "cases,", path.stat().st_size, "bytes")
