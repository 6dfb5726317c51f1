#!/usr/bin/env python3
"""Golden fixtures: small networks with inputs, results and gradients, computed in float64.

    fixtures.py --check FILE...      computes the fixtures of files anew and compares
    fixtures.py --write FOLDER       writes the fixtures of NETWORKS

An implementation of its own, in numpy and in the order of the paper's equations (Graves, Wayne,
Danihelka 2014). Gradients come from the forward pass alone, by complex steps: with h = 1e-30,
imag(f(x + ih)) / h is the derivative to the last digits, for nothing is subtracted.
"""

import argparse
import json
import struct
import sys
from pathlib import Path

import numpy as np

H = 1e-30

PLAIN = {
    "controller": "lstm", "layers": 1, "inputs": 4, "outputs": 2, "hidden": 6,
    "locations": 8, "width": 4, "read_heads": 1, "write_heads": 1, "shift_range": 1,
    "access_order": "write_read", "initial_state": "learned", "key_activation": "tanh",
    "add_activation": "tanh", "initial_memory": 1e-6,
}

# By name: a seed, and what differs from PLAIN.
NETWORKS = {
    "tiny-relu": (201, {
        "controller": "ff", "read_heads": 2, "access_order": "read_write",
        "key_activation": "relu", "strength_activation": "relu",
        "shift_activation": "softmax_relu", "sharpening_activation": "one_plus_relu",
        "erase_activation": "relu", "add_activation": "relu", "initial_memory": "learned",
    }),
    "tiny-exp-sigmoid": (202, {
        "key_activation": "sigmoid", "strength_activation": "exp", "add_activation": "sigmoid",
        "access_order": "joint", "write_heads": 2, "initial_memory": 0.1,
    }),
    "tiny-identity-given": (203, {
        "key_activation": "identity", "add_activation": "identity", "access_order": "read_write",
        "layers": 2, "initial_state": "given", "initial_memory": "given",
    }),
    "tiny-relu-given": (204, {
        "controller": "ff", "write_heads": 2, "shift_range": 2, "key_activation": "relu",
        "strength_activation": "exp", "shift_activation": "softmax_relu",
        "sharpening_activation": "one_plus_relu", "erase_activation": "relu",
        "add_activation": "identity", "initial_state": "given", "initial_memory": "given",
        "head_clip": 1.5,
    }),
    "tiny-random-fixed": (205, {
        "key_activation": "sigmoid", "strength_activation": "relu", "add_activation": "relu",
        "initial_state": "fixed", "initial_memory": "random",
    }),
}


# Functions of real or complex numbers; every branch looks at the real part only.


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.where(x.real > 0, x, 0)


def softplus(x):
    return relu(x) + np.log1p(np.exp(np.where(x.real > 0, -x, x)))


def softmax(x):
    e = np.exp(x - x.real.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def norm(x):
    """Over the last axis; not np.linalg's, which takes magnitudes. Zero vectors have no slope."""
    squares = (x * x).sum(-1)
    zero = squares.real == 0
    return np.where(zero, 0, np.sqrt(np.where(zero, 1, squares)))


ACTIVATIONS = {
    "tanh": np.tanh,
    "identity": lambda x: x,
    "sigmoid": sigmoid,
    "relu": relu,
    "softplus": softplus,
    "exp": np.exp,
    "one_plus_softplus": lambda x: 1 + softplus(x),
    "one_plus_relu": lambda x: 1 + relu(x),
    "softmax": softmax,
    "softmax_relu": lambda x: softmax(relu(x)),
}

USUAL = {
    "strength_activation": "softplus",
    "gate_activation": "sigmoid",
    "shift_activation": "softmax",
    "sharpening_activation": "one_plus_softplus",
    "erase_activation": "sigmoid",
}


class Network:
    """A network and its parameters; run() goes through a batch of sequences."""

    def __init__(self, config, parameters):
        self.c = {**USUAL, **config}
        self.p = parameters
        self.kinks = []

    def activated(self, part, raw):
        name = self.c[part + "_activation"]
        if "relu" in name:
            self.kinks.append(np.abs(raw.real).min())
        return ACTIVATIONS[name](raw)

    def affine(self, name, x):
        return x @ self.p[name + ".weight"] + self.p[name + ".bias"]

    def start(self, batch):
        c, p = self.c, self.p
        n, m, r = c["locations"], c["width"], c["read_heads"]
        heads, layers = r + c["write_heads"], c["layers"]
        if c["initial_memory"] == "given":
            memory = p["initial.memory"]
        elif c["initial_memory"] in ("learned", "random"):
            memory = np.tanh(p["initial.memory"])
        else:
            memory = np.full((n, m), np.float64(np.float32(c["initial_memory"])))
        kind = c["initial_state"]
        hidden = cell = [np.zeros(c["hidden"])] * layers
        if kind == "fixed":
            reads, w = np.zeros((r, m)), np.eye(1, n).repeat(heads, 0)
        else:
            reads, w = p["initial.read_vectors"], p["initial.weightings"]
            if kind == "learned":
                reads, w = np.tanh(reads), softmax(w)
            if c["controller"] == "lstm":
                hidden = [p[f"initial.hidden.{l}"] for l in range(layers)]
                cell = [p[f"initial.cell.{l}"] for l in range(layers)]
        repeat = lambda a: np.repeat(a[None], batch, 0)
        return (repeat(memory), repeat(reads), repeat(w),
                [repeat(a) for a in hidden], [repeat(a) for a in cell])

    def heads(self, h):
        """Parameters of all heads, write heads first: key, strength, gate, shift, sharpening, erase, add."""
        c = self.c
        raw = self.affine("heads", h)
        clip = c.get("head_clip", 0)
        if clip:
            self.kinks.append(np.abs(np.abs(raw.real) - clip).min())
            raw = np.where(np.abs(raw.real) < clip, raw, np.clip(raw.real, -clip, clip))
        writes, m = c["write_heads"], c["width"]
        heads = writes + c["read_heads"]
        at, parts = 0, []
        for part, rows, columns in (
                ("key", heads, m), ("strength", heads, 1), ("gate", heads, 1),
                ("shift", heads, 2 * c["shift_range"] + 1), ("sharpening", heads, 1),
                ("erase", writes, m), ("add", writes, m)):
            piece = raw[:, at:at + rows * columns].reshape(-1, rows, columns)
            parts.append(self.activated(part, piece))
            at += rows * columns
        assert at == raw.shape[1]
        return parts

    def address(self, parameters, memory, w):
        """Equations 5 to 9, for some heads of all sequences."""
        key, strength, gate, shift, sharpening = parameters
        products = norm(key)[:, :, None] * norm(memory)[:, None, :]
        similarity = np.einsum("bhm,bnm->bhn", key, memory) / (products + 1e-8)
        content = softmax(strength * similarity)
        gated = gate * content + (1 - gate) * w
        reach = self.c["shift_range"]
        shifted = sum(
            shift[:, :, j + reach, None] * np.roll(gated, j, -1) for j in range(-reach, reach + 1))
        return softmax(sharpening * np.log(shifted + 1e-16))

    def run(self, x):
        c, writes = self.c, self.c["write_heads"]
        memory, reads, w, hidden, cell = self.start(x.shape[1])
        out = {k: [] for k in ("logits", "h", "reads", "w_write", "w_read")}
        for t in range(x.shape[0]):
            h = np.concatenate([x[t], reads.reshape(x.shape[1], -1)], 1)
            for l in range(c["layers"]):
                if c["controller"] == "lstm":
                    z = self.affine(f"controller.{l}", np.concatenate([h, hidden[l]], 1))
                    i, f, o, g = np.split(z, 4, 1)
                    cell[l] = sigmoid(f) * cell[l] + sigmoid(i) * np.tanh(g)
                    h = hidden[l] = sigmoid(o) * np.tanh(cell[l])
                else:
                    h = np.tanh(self.affine(f"controller.{l}", h))
            *addressing, erase, add = self.heads(h)
            ww = self.address([a[:, :writes] for a in addressing], memory, w[:, :writes])
            kept = np.prod(1 - ww[..., None] * erase[:, :, None, :], axis=1)
            after = memory * kept + np.einsum("bhn,bhm->bnm", ww, add)
            order = c["access_order"]
            wr = self.address(
                [a[:, writes:] for a in addressing],
                after if order == "write_read" else memory, w[:, writes:])
            reads = np.einsum(
                "bhn,bnm->bhm", wr, memory if order == "read_write" else after)
            memory, w = after, np.concatenate([ww, wr], 1)
            logits = self.affine("output", np.concatenate([h, reads.reshape(len(h), -1)], 1))
            for name, value in zip(out, (logits, h, reads, ww, wr)):
                out[name].append(value)
        result = {k: np.array(v) for k, v in out.items()}
        result["memory_final"] = memory
        if c["controller"] == "lstm":
            result["c_final"] = np.array(cell)
        return result


def loss(logits, y):
    """Cross-entropy of bits, summed over steps and bits, mean over sequences."""
    return (softplus(logits) - y * logits).sum() / y.shape[1]


def is_trained(config, name):
    if name == "initial.memory":
        return config["initial_memory"] == "learned"
    return not name.startswith("initial.") or config["initial_state"] == "learned"


def results(config, parameters, x, y):
    """All tensors of a fixture but parameters, inputs and targets; and the loss."""
    network = Network(config, parameters)
    values = network.run(x)
    values["logits"] = values["logits"][-len(y):]
    values["output"] = sigmoid(values["logits"])
    value = loss(values["logits"], y)
    values["loss"] = np.array([value])
    for name, tensor in parameters.items():
        gradient = values["grad." + name] = np.zeros(tensor.shape)
        if is_trained(config, name):
            for at in np.ndindex(tensor.shape):
                changed = tensor.astype(complex)
                changed[at] += 1j * H
                moved = Network(config, {**parameters, name: changed})
                gradient[at] = loss(moved.run(x)["logits"][-len(y):], y).imag / H
    if network.kinks and min(network.kinks) < 1e-5:
        print(f"a number within {min(network.kinks):.1e} of a kink: take another seed")
    return values, value


def shapes(c):
    """Names and shapes of the parameters."""
    lstm, h, reads = c["controller"] == "lstm", c["hidden"], c["read_heads"] * c["width"]
    heads, writes = c["read_heads"] + c["write_heads"], c["write_heads"]
    s = {}
    for l in range(c["layers"]):
        below = (c["inputs"] + reads if l == 0 else h) + (h if lstm else 0)
        s[f"controller.{l}.weight"] = (below, 4 * h if lstm else h)
        s[f"controller.{l}.bias"] = (4 * h if lstm else h,)
    columns = heads * (c["width"] + 3 + 2 * c["shift_range"] + 1) + 2 * writes * c["width"]
    s["heads.weight"], s["heads.bias"] = (h, columns), (columns,)
    s["output.weight"], s["output.bias"] = (h + reads, c["outputs"]), (c["outputs"],)
    if isinstance(c["initial_memory"], str):
        s["initial.memory"] = (c["locations"], c["width"])
    if c["initial_state"] != "fixed":
        s["initial.read_vectors"] = (c["read_heads"], c["width"])
        s["initial.weightings"] = (heads, c["locations"])
        for l in range(c["layers"] if lstm else 0):
            s[f"initial.hidden.{l}"] = s[f"initial.cell.{l}"] = (h,)
    return s


def fixture(seed, changes):
    """A copy task of three vectors: the metadata and the tensors of a file."""
    config = {**PLAIN, **changes}
    random = np.random.default_rng(seed)
    exact = lambda a: a.astype(np.float32).astype(np.float64)
    parameters = {}
    for name, shape in shapes(config).items():
        spread = 2 / np.sqrt(shape[0]) if name.endswith(".weight") else 1
        parameters[name] = exact(random.normal(0, spread, shape))
    if config["initial_state"] == "given":
        weightings = np.abs(parameters["initial.weightings"])
        weightings[0] = 0
        parameters["initial.weightings"] = weightings
    length, batch = 3, 2
    bits = random.integers(0, 2, (length, batch, config["outputs"])).astype(np.float64)
    x = np.zeros((2 * length + 2, batch, config["inputs"]))
    x[0, :, -2] = x[length + 1, :, -1] = 1
    x[1:length + 1, :, :config["outputs"]] = bits
    values, value = results(config, parameters, x, bits)
    tensors = {"x": x, "y": bits, **{"param." + k: v for k, v in parameters.items()}, **values}
    metadata = {
        "config": json.dumps(config), "task": "copy", "seed": str(seed), "L": str(length),
        "batch": str(batch), "loss_f64": repr(float(value)),
    }
    return metadata, tensors


def read(path):
    data = Path(path).read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
    return metadata, tensors


def write(path, metadata, tensors):
    header, blocks, at = {"__metadata__": metadata}, [], 0
    for name in sorted(tensors):
        block = np.ascontiguousarray(tensors[name], "<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensors[name].shape),
            "data_offsets": [at, at + len(block)],
        }
        blocks.append(block)
        at += len(block)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def check(path):
    """Whether a file's tensors are those computed here, to the rounding of float32."""
    metadata, tensors = read(path)
    parameters = {k[6:]: v.astype(np.float64) for k, v in tensors.items() if k.startswith("param.")}
    x, y = tensors["x"].astype(np.float64), tensors["y"].astype(np.float64)
    values, value = results(json.loads(metadata["config"]), parameters, x, y)
    of_loss = abs(value / float(metadata["loss_f64"]) - 1)
    worst, where = 0.0, "nothing"
    for name, expected in tensors.items():
        if name.startswith("param.") or name in ("x", "y"):
            continue
        difference = np.abs(values[name] - expected).max() / max(np.abs(expected).max(), 1e-30)
        if not difference <= worst:
            worst, where = difference, name
    right = of_loss < 1e-12 and worst < 1e-7
    print(f"{Path(path).stem:24} loss {of_loss:.1e}, tensors {worst:.1e} ({where}) "
          + ("ok" if right else "WRONG"))
    return right


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", nargs="+", metavar="FILE")
    parser.add_argument("--write", metavar="FOLDER")
    arguments = parser.parse_args()
    for name, (seed, changes) in NETWORKS.items() if arguments.write else ():
        write(Path(arguments.write) / f"{name}.safetensors", *fixture(seed, changes))
    if not all([check(path) for path in arguments.check or ()]):
        sys.exit(1)


if __name__ == "__main__":
    main()
