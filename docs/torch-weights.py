#!/usr/bin/env python3
"""A file of PyTorch's torch.save, made a safetensors file of float32, without PyTorch.

    python3 docs/torch-weights.py model.pt model.safetensors

Reads a state_dict, or the first one in dictionaries of more, as torch.save writes it since version
1.6 (a zip) and as it did before (pickles, then numbers). Nothing in the file is executed: its
pickles may name tensors and dictionaries, and anything else ends the program.
"""
import collections
import io
import itertools
import json
import pickle
import struct
import sys
import zipfile

MAGIC = 0x1950A86A20F9469CFC6C
FORMATS = {"FloatStorage": "f", "DoubleStorage": "d", "HalfStorage": "e"}
FORMATS |= {"LongStorage": "q", "IntStorage": "i", "ShortStorage": "h", "ByteStorage": "B"}
FORMATS |= {"CharStorage": "b", "BoolStorage": "?"}

Storage = collections.namedtuple("Storage", "format key")
Tensor = collections.namedtuple("Tensor", "storage offset shape strides")


class Reader(pickle.Unpickler):
    """Reads dictionaries, and tensors without their numbers."""

    def __init__(self, file):
        super().__init__(file)
        self.formats = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch._utils" and name in ("_rebuild_tensor", "_rebuild_tensor_v2"):
            return lambda *parts: Tensor(*parts[:4])
        if (module, name) == ("torch._utils", "_rebuild_parameter"):
            return lambda tensor, *_: tensor
        if module == "torch" and name in FORMATS:
            return FORMATS[name]
        raise pickle.UnpicklingError(f"holds {module}.{name}, which is not read")

    def persistent_load(self, pid):
        kind, storage, key, *_ = pid
        # Old files may say that a storage is a part of another; state_dicts do not.
        if kind != "storage" or len(pid) > 5 and pid[5] is not None:
            raise pickle.UnpicklingError(f"holds {pid}, which is not read")
        self.formats[key] = storage
        return Storage(storage, key)


def read_zip(file):
    """Reads what is saved since version 1.6: the object, and storages by key."""
    archive = zipfile.ZipFile(file)
    (pickled,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
    folder = pickled[: -len("data.pkl")]
    order = folder + "byteorder"
    if order in archive.namelist() and archive.read(order) != b"little":
        sys.exit("numbers are big-endian, expected little-endian")
    found = Reader(io.BytesIO(archive.read(pickled))).load()
    return found, lambda storage: archive.read(f"{folder}data/{storage.key}")


def read_pickles(file):
    """Reads what was saved before: the object, and storages by key."""
    if Reader(file).load() != MAGIC or Reader(file).load() != 1001:
        sys.exit("not a file of torch.save")
    if not Reader(file).load()["little_endian"]:
        sys.exit("numbers are big-endian, expected little-endian")
    reader, data = Reader(file), {}
    found = reader.load()
    for key in Reader(file).load():
        (count,) = struct.unpack("<q", file.read(8))
        data[key] = file.read(count * struct.calcsize(reader.formats[key]))
    return found, lambda storage: data[storage.key]


def numbers(tensor, data):
    """The numbers of a tensor, row by row, as little-endian float32."""
    form, stored = tensor.storage.format, data(tensor.storage)
    steps = [range(0, n * s, s) if s else [0] * n for n, s in zip(tensor.shape, tensor.strides)]
    at = [tensor.offset + sum(index) for index in itertools.product(*steps)]
    values = struct.unpack(f"<{len(stored) // struct.calcsize(form)}{form}", stored)
    return struct.pack(f"<{len(at)}f", *(values[i] for i in at))


def tensors(found):
    """The tensors in the first dictionary that holds any."""
    here = {k: v for k, v in found.items() if isinstance(v, Tensor)}
    inner = (tensors(v) for v in found.values() if isinstance(v, dict))
    return here or next(filter(None, inner), {})


def main():
    """Reads one file and writes the other."""
    source, target = sys.argv[1:]
    header, content = {}, []
    with open(source, "rb") as file:
        zipped = zipfile.is_zipfile(file)
        file.seek(0)
        found, data = read_zip(file) if zipped else read_pickles(file)
        end = 0
        for name, tensor in tensors(found).items():
            content.append(numbers(tensor, data))
            begin, end = end, end + len(content[-1])
            header[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [begin, end]}
            print(name, list(tensor.shape))
    text = json.dumps(header).encode()
    with open(target, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(content))


if __name__ == "__main__":
    try:
        main()
    except pickle.UnpicklingError as e:
        sys.exit(f"{sys.argv[1]}: {e}")
