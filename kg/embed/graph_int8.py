"""Stores the large weights of an ONNX file as int8: a quarter of the size, the same arithmetic.

A weight becomes int8 values and one fp32 scale per output column (MatMul) or per row (embedding
table). ONNX Runtime multiplies the MatMul weights out when it loads the file; of the embedding
table only the rows that a text needs are multiplied out. Activations stay fp32: quantising them
at run time takes one scale for a whole batch, which lets the texts of a batch change one another's
vectors (docs/decisions/encoder.md).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Smaller tensors (biases, norms) stay as they are: together under 1 MB.
LARGE = 100_000
WEIGHT_INPUT = {"Gather": 0, "MatMul": 1}


def store_weights_as_int8(source: Path, target: Path) -> None:
    """Rewrite an fp32 ONNX file; both paths may be the same."""
    import onnx

    model = onnx.load(str(source))
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[Any] = []
    for node in graph.node:
        position = WEIGHT_INPUT.get(node.op_type)
        tensor = None if position is None else tensors.get(node.input[position])
        if tensor is None or int(np.prod(tensor.dims)) < LARGE:
            nodes.append(node)
            continue
        graph.initializer.remove(tensor)
        added, replacements = _gathered(node, tensor) if position == 0 else _matmul(node, tensor)
        graph.initializer.extend(added)
        nodes.extend(replacements)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def int8_and_scale(
    weight: "NDArray[np.float32]", axis: int
) -> tuple["NDArray[np.int8]", "NDArray[np.float32]"]:
    """Values in -127..127 and scales, one along `axis`, whose product is nearest to the weight."""
    largest = np.abs(weight).max(axis=axis, keepdims=True)
    scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def _gathered(node: Any, tensor: Any) -> tuple[list[Any], list[Any]]:
    from onnx import TensorProto, helper, numpy_helper

    name, rows = tensor.name, node.input[1]
    values, scale = int8_and_scale(numpy_helper.to_array(tensor), axis=1)
    return [
        numpy_helper.from_array(values, f"{name}.int8"),
        numpy_helper.from_array(scale, f"{name}.scale"),
    ], [
        helper.make_node("Gather", [f"{name}.int8", rows], [f"{name}.rows"], axis=0),
        helper.make_node("Gather", [f"{name}.scale", rows], [f"{name}.row_scales"], axis=0),
        helper.make_node("Cast", [f"{name}.rows"], [f"{name}.fp32"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.fp32", f"{name}.row_scales"], list(node.output)),
    ]


def _matmul(node: Any, tensor: Any) -> tuple[list[Any], list[Any]]:
    from onnx import TensorProto, helper, numpy_helper

    name = tensor.name
    values, scale = int8_and_scale(numpy_helper.to_array(tensor), axis=0)
    return [
        numpy_helper.from_array(values, f"{name}.int8"),
        numpy_helper.from_array(scale, f"{name}.scale"),
    ], [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.fp32"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.fp32", f"{name}.scale"], [f"{name}.weight"]),
        helper.make_node("MatMul", [node.input[0], f"{name}.weight"], list(node.output)),
    ]
