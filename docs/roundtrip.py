#!/usr/bin/env python3
"""Weights files from Python to Tapehead and back, compared bit for bit.

    python3 docs/roundtrip.py [COMMAND...]

COMMAND runs Tapehead; by default ./tapehead of this checkout. Files are written and read with the
safetensors package where it is installed (with numpy), else with the functions below: the format
is small. Ends with exit code 1 at the first difference.
"""
import io
import json
import math
import pathlib
import pickle
import random
import struct
import subprocess
import sys
import tempfile
import types
import unittest.mock
import zipfile

try:
    import numpy
    import safetensors
    import safetensors.numpy
except ImportError:
    safetensors = None

DOCS = pathlib.Path(__file__).resolve().parent
READ, WRITE = "ntm.heads.0.fc_read.", "ntm.heads.1.fc_write."
EXTREMES = [0x80000000, 0x00000001, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0xFF7FFFFF]


def write(path, metadata, tensors):
    """Writes tensors, a dictionary of (shape, bytes of little-endian float32) by name."""
    if safetensors:
        arrays = {k: numpy.frombuffer(b, "<f4").reshape(s) for k, (s, b) in tensors.items()}
        safetensors.numpy.save_file(arrays, str(path), metadata=metadata)
        return
    header, data = {"__metadata__": metadata}, b""
    for name, (shape, values) in tensors.items():
        ends = [len(data), len(data) + len(values)]
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": ends}
        data += values
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    """Reads what write writes: metadata and tensors."""
    if safetensors:
        with safetensors.safe_open(str(path), framework="np") as file:
            arrays = {name: file.get_tensor(name) for name in file.keys()}
            found = {k: (list(a.shape), a.astype("<f4").tobytes()) for k, a in arrays.items()}
            return file.metadata(), found
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    metadata = header.pop("__metadata__", {})
    if any(tensor["dtype"] != "F32" for tensor in header.values()):
        sys.exit(f"{path}: expected F32 alone")
    return metadata, {k: (t["shape"], data[slice(*t["data_offsets"])]) for k, t in header.items()}


def config(controller, layers, **more):
    """A configuration; the sizes differ from each other, so that none can stand for another."""
    sizes = dict(inputs=5, outputs=3, hidden=7, locations=11, width=4, read_heads=2, write_heads=3)
    rest = dict(shift_range=2, access_order="write_read", initial_state="learned")
    names = dict(key_activation="tanh", add_activation="tanh", initial_memory=1e-6)
    return {"controller": controller, "layers": layers, **sizes, **rest, **names, **more}


def shapes(c):
    """Names and shapes of the tensors of a network, as docs/weights.md has them."""
    lstm, hidden, heads = c["controller"] == "lstm", c["hidden"], c["read_heads"] + c["write_heads"]
    reads = c["read_heads"] * c["width"]
    columns = heads * (c["width"] + 4 + 2 * c["shift_range"]) + 2 * c["write_heads"] * c["width"]
    result = {}
    for layer in range(c["layers"]):
        below = c["inputs"] + reads if layer == 0 else hidden
        units = 4 * hidden if lstm else hidden
        result[f"controller.{layer}.weight"] = [below + hidden * lstm, units]
        result[f"controller.{layer}.bias"] = [units]
    result |= {"heads.weight": [hidden, columns], "heads.bias": [columns]}
    result |= {"output.weight": [hidden + reads, c["outputs"]], "output.bias": [c["outputs"]]}
    if c["initial_memory"] in ("learned", "given"):
        result["initial.memory"] = [c["locations"], c["width"]]
    if c["initial_state"] in ("learned", "given"):
        result["initial.read_vectors"] = [c["read_heads"], c["width"]]
        result["initial.weightings"] = [heads, c["locations"]]
        for layer in range(c["layers"] if lstm else 0):
            result |= {f"initial.{state}.{layer}": [hidden] for state in ("hidden", "cell")}
    return result


def bits(count):
    """Any finite float32, the extremes first."""
    drawn = EXTREMES[:count]
    while len(drawn) < count:
        word = random.getrandbits(32)
        drawn += [word] if word >> 23 & 0xFF != 0xFF else []
    return struct.pack(f"<{count}I", *drawn)


def require_same(what, found, expected):
    """Requires the same names, shapes and bits."""
    for name in found.keys() | expected.keys():
        if found.get(name) != expected.get(name):
            sys.exit(f"{what}: {name} differs")
    numbers = sum(math.prod(shape) for shape, _ in found.values())
    print(f"{what}: {len(found)} tensors, {numbers} numbers, the same bits")


def uniform(shape):
    """Numbers from -0.9 to 0.9."""
    count = math.prod(shape)
    return struct.pack(f"<{count}f", *(random.uniform(-0.9, 0.9) for _ in range(count)))


def shapes_of_pytorch(c):
    """Names and shapes in a file of pytorch-ntm with a head of each kind."""
    h, m, lstm = c["hidden"], c["width"], "ntm.controller.lstm"
    memories = ("", "ntm.", "ntm.heads.0.", "ntm.heads.1.")
    result = {name + "memory.mem_bias": [c["locations"], m] for name in memories}
    result |= {"ntm.read0_bias": [1, m], lstm + "_h_bias": [1, 1, h], lstm + "_c_bias": [1, 1, h]}
    result |= {lstm + ".weight_ih_l0": [4 * h, c["inputs"] + m], lstm + ".bias_ih_l0": [4 * h]}
    result |= {lstm + ".weight_hh_l0": [4 * h, h], lstm + ".bias_hh_l0": [4 * h]}
    result |= {READ + "weight": [m + 6, h], READ + "bias": [m + 6]}
    result |= {WRITE + "weight": [3 * m + 6, h], WRITE + "bias": [3 * m + 6]}
    return result | {"ntm.fc.weight": [c["outputs"], h + m], "ntm.fc.bias": [c["outputs"]]}


def expected_of_pytorch(source, c):
    """What docs/mappings/pytorch-ntm.json must make of a file of pytorch-ntm, rule by rule."""
    hidden, width = c["hidden"], c["width"]
    values = {k: struct.unpack(f"<{len(b) // 4}f", b) for k, (_, b) in source.items()}
    lstm = "ntm.controller.lstm."
    gates = [g * hidden + u for g in (0, 1, 3, 2) for u in range(hidden)]
    ih, hh = values[lstm + "weight_ih_l0"], values[lstm + "weight_hh_l0"]
    below = c["inputs"] + width
    rows = [[ih[j * below + k] for j in gates] for k in range(below)]
    rows += [[hh[j * hidden + k] for j in gates] for k in range(hidden)]
    biases = values[lstm + "bias_ih_l0"], values[lstm + "bias_hh_l0"]
    made = {"controller.0.weight": sum(rows, [])}
    made["controller.0.bias"] = [biases[0][j] + biases[1][j] for j in gates]
    heads = []
    shifts = [width + 4, width + 3, width + 2]
    for part in ([*range(width)], [width], [width + 1], shifts, [width + 5]):
        heads += [(WRITE, j) for j in part]
        heads += [(READ, j) for j in part]
    heads += [(WRITE, width + 6 + j) for j in range(2 * width)]
    made["heads.bias"] = [values[name + "bias"][j] for name, j in heads]
    made["heads.weight"] = [
        values[name + "weight"][j * hidden + k] for k in range(hidden) for name, j in heads
    ]
    fc, above = values["ntm.fc.weight"], hidden + width
    made["output.weight"] = [fc[j * above + k] for k in range(above) for j in range(c["outputs"])]
    made["output.bias"] = values["ntm.fc.bias"]
    made["initial.memory"] = values["memory.mem_bias"]
    made["initial.read_vectors"] = values["ntm.read0_bias"]
    made["initial.hidden.0"] = values["ntm.controller.lstm_h_bias"]
    made["initial.cell.0"] = values["ntm.controller.lstm_c_bias"]
    made["initial.weightings"] = [0.0] * (2 * c["locations"])
    return {k: struct.pack(f"<{len(v)}f", *v) for k, v in made.items()}


def write_torch(path, tensors, zipped):
    """Writes what torch.save makes of a state_dict, since version 1.6 (zipped) or before."""
    modules = {name: types.ModuleType(name) for name in ("torch", "torch._utils")}
    storage = modules["torch"].FloatStorage = type("FloatStorage", (), {"__module__": "torch"})

    def rebuild(*_):
        """Stands for the function that makes a tensor."""

    rebuild.__module__, rebuild.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    modules["torch._utils"]._rebuild_tensor_v2 = rebuild

    class Tensor:
        """Numbers from a place in a storage on."""

        def __init__(self, key, shape, values):
            self.key, self.shape, self.values = key, shape, values

        def __reduce__(self):
            strides = [math.prod(self.shape[i + 1 :]) for i in range(len(self.shape))]
            return rebuild, (self.key, 1, tuple(self.shape), tuple(strides), False, {})

    class Key(str):
        """Stands for a storage."""

    class Pickler(pickle.Pickler):
        """Writes storages as references."""

        def persistent_id(self, found):
            if isinstance(found, Key):
                return ("storage", storage, str(found), "cpu", 0) + (() if zipped else (None,))
            return None

    saved = {k: Tensor(Key(i), s, bytes(4) + b) for i, (k, (s, b)) in enumerate(tensors.items())}
    pickled = io.BytesIO()
    with unittest.mock.patch.dict(sys.modules, modules):
        Pickler(pickled, 2).dump({"epoch": 7, "model": saved})
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("archive/data.pkl", pickled.getvalue())
            for tensor in saved.values():
                archive.writestr(f"archive/data/{tensor.key}", tensor.values)
        return
    system = {"protocol_version": 1001, "little_endian": True, "type_sizes": {}}
    with open(path, "wb") as file:
        for part in (0x1950A86A20F9469CFC6C, 1001, system):
            pickle.dump(part, file, 2)
        file.write(pickled.getvalue())
        pickle.dump([str(tensor.key) for tensor in saved.values()], file, 2)
        for tensor in saved.values():
            file.write(struct.pack("<q", len(tensor.values) // 4) + tensor.values)


def main():
    """Runs all comparisons."""
    command = sys.argv[1:] or [str(DOCS.parent / "tapehead")]
    random.seed(1)
    print("safetensors package" if safetensors else "no safetensors package: own reader and writer")

    def tapehead(*arguments):
        subprocess.run(command + [str(a) for a in arguments], check=True, stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ours, theirs = folder / "ours.safetensors", folder / "theirs.safetensors"
        for c in (
            config("lstm", 2, initial_memory="learned"),
            config("ff", 1, initial_state="fixed", head_clip=20.0),
        ):
            tensors = {k: (shape, bits(math.prod(shape))) for k, shape in shapes(c).items()}
            metadata = {"config": json.dumps(c), "note": "β, 𝄞 and \"quotes\""}
            write(theirs, metadata, tensors)
            tapehead("import", theirs, "-o", ours)
            after, found = read(ours)
            kinds = f"{c['controller']}, {c['layers']} layers, {c['initial_state']}"
            require_same(f"Python to Java to Python: {kinds}", found, tensors)
            if json.loads(after["config"]) != c or after["note"] != metadata["note"]:
                sys.exit(f"metadata differ: {after}")

        run = folder / "run"
        small = ("--hidden", 9, "--locations", 8, "--width", 4, "--batch", 1, "--steps", 1)
        tapehead("train", "copy", *small, "--no-evaluate", "-o", run)
        metadata, tensors = read(run / "weights.safetensors")
        found = {k: shape for k, (shape, _) in tensors.items()}
        if found != shapes(json.loads(metadata["config"])):
            sys.exit(f"shapes of a trained network: {found}")
        write(theirs, metadata, tensors)
        tapehead("import", theirs, "-o", ours)
        require_same("Java to Python to Java: a trained network", read(ours)[1], tensors)

        mapping = DOCS / "mappings" / "pytorch-ntm.json"
        c = json.loads(mapping.read_text())["config"]
        source = {k: (s, uniform(s)) for k, s in shapes_of_pytorch(c).items()}
        for zipped in (False, True):
            write_torch(folder / "model.pt", source, zipped)
            script = [sys.executable, DOCS / "torch-weights.py", folder / "model.pt", theirs]
            subprocess.run(script, check=True, stdout=subprocess.DEVNULL)
            kind = "since" if zipped else "before"
            require_same(f"A file of torch.save, {kind} version 1.6", read(theirs)[1], source)
        tapehead("import", "--mapping", mapping, theirs, "-o", ours)
        expected = {k: (shapes(c)[k], b) for k, b in expected_of_pytorch(source, c).items()}
        require_same("Import from pytorch-ntm", read(ours)[1], expected)


if __name__ == "__main__":
    main()
