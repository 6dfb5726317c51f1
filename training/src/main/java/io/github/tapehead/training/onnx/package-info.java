/**
 * Networks as files in ONNX, for the runtimes of other languages and devices.
 *
 * <p>{@link io.github.tapehead.training.onnx.OnnxExport} writes a graph of one step, with the state
 * as inputs and outputs, and a graph that gives the state before the first step. {@code StepGraph}
 * joins what {@code ControllerGraph}, {@code HeadsGraph}, {@code AddressingGraph} and {@code
 * MemoryGraph} say in ONNX's operators; {@code Graph} collects nodes and weights, and {@code
 * Message} writes the bytes, for which no library is needed.
 */
package io.github.tapehead.training.onnx;
