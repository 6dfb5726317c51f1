package io.github.tapehead.kernels;

import io.github.tapehead.kernels.Argument.Role;
import io.github.tapehead.kernels.KernelCase.Call;
import io.github.tapehead.kernels.KernelCase.Oracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Builds a {@link KernelCase}: the forward arguments, the oracle, then those of backward. */
final class CaseBuilder {
  private final String name;
  private final Values values;
  private final List<Argument> forward = new ArrayList<>();
  private final List<Argument> backward = new ArrayList<>();
  private Call forwardKernel;
  private Call forwardReference;
  private Oracle oracle;
  private double[][] outputs;
  private List<double[]> objective = List.of();
  private double sensitivity = 1;
  private IntUnaryOperator room = Simd::padded;

  CaseBuilder(String name) {
    this.name = name;
    values = new Values(name.hashCode());
  }

  /** Rows have room for whole blocks, from here on. */
  CaseBuilder blocks() {
    room = Simd::blocks;
    return this;
  }

  CaseBuilder output(String name, int rows, int columns) {
    return add(name, rows, columns, Role.OUTPUT, null, null, null);
  }

  CaseBuilder returned(String name) {
    return add(name, 1, 1, Role.RETURNED, null, null, null).view();
  }

  CaseBuilder input(String name, int rows, int columns, DoubleUnaryOperator distribution) {
    return add(
        name, rows, columns, Role.INPUT, values.draw(rows * columns, distribution), null, null);
  }

  /** Rows that sum to 1, without tiny entries; every third row is sharp. */
  CaseBuilder weighting(String name, int rows, int columns) {
    return add(name, rows, columns, Role.INPUT, values.weightings(rows, columns), null, null);
  }

  CaseBuilder updated(String name, int rows, int columns, DoubleUnaryOperator distribution) {
    return add(
        name, rows, columns, Role.UPDATED, values.draw(rows * columns, distribution), null, null);
  }

  /** An input that follows from the inputs given so far. */
  CaseBuilder derived(String name, int rows, int columns, UnaryOperator<double[]> from, int input) {
    double[] value = Values.rounded(from.apply(forward.get(input).values()));
    forward.add(
        new Argument(
            name, rows, columns, room.applyAsInt(columns), Role.INPUT, value, null, null, true));
    return this;
  }

  CaseBuilder scratch(int rows, int columns) {
    return add("scratch", rows, columns, Role.SCRATCH, null, null, null);
  }

  /** The last argument is read float by float: it may be some columns of a wider matrix. */
  CaseBuilder view() {
    return last(a -> a.withRoom(a.columns()));
  }

  /** The last argument has rows of whole register tiles. */
  CaseBuilder tiles() {
    return last(a -> a.withRoom(PackedMatrix.panels(a.columns()) * GemmTile.COLUMNS));
  }

  /** The last argument's values, changed. */
  CaseBuilder adjusted(UnaryOperator<double[]> change) {
    return last(a ->
        new Argument(
            a.name(),
            a.rows(),
            a.columns(),
            a.room(),
            a.role(),
            Values.rounded(change.apply(a.values())),
            null,
            null,
            false));
  }

  /** The order of arguments, where a derived one comes before what it is derived from. */
  CaseBuilder order(int... indices) {
    List<Argument> given = List.copyOf(forward);
    forward.clear();
    Arrays.stream(indices).mapToObj(given::get).forEach(forward::add);
    return this;
  }

  CaseBuilder forward(Call kernel, Call reference, Oracle oracle) {
    forwardKernel = kernel;
    forwardReference = reference;
    this.oracle = oracle;
    double[][] inputs =
        forward.stream()
            .filter(Argument::isInputOfOracle)
            .map(Argument::values)
            .toArray(double[][]::new);
    outputs = oracle.apply(inputs);
    objective = new ArrayList<>(Arrays.asList(new double[outputs.length][]));
    return this;
  }

  /** A gradient that accumulates. */
  CaseBuilder gradient(String name, String of) {
    return backwardAdd(name, of, Role.GRADIENT, null, of, null);
  }

  /** The gradient of an output. */
  CaseBuilder incoming(String name, String of) {
    return backwardAdd(name, of, Role.INPUT, weigh(of, Values.uniform(-1, 1)), null, of);
  }

  /** The gradient of an output that becomes that of an input. */
  CaseBuilder carried(String name, String of, String becomes) {
    double[] weights = weigh(of, Values.uniform(-1, 1));
    return backwardAdd(name, becomes, Role.UPDATED, weights, becomes, of);
  }

  /** A gradient that is overwritten. */
  CaseBuilder overwritten(String name, String of) {
    return backwardAdd(name, of, Role.OUTPUT, null, of, null);
  }

  /** The gradient of an output, the same number for all of it, is not an argument. */
  CaseBuilder constantIncoming(String of, double value) {
    weigh(of, u -> value);
    return this;
  }

  /** An input of forward, a result of it or its scratch, that backward needs. */
  CaseBuilder value(String name) {
    Argument argument = find(name);
    double[] content = argument.values();
    if (argument.isOutputOfOracle()) {
      content = Values.rounded(outputs[outputIndex(name)]);
    }
    Role role = argument.role() == Role.SCRATCH ? Role.SCRATCH : Role.INPUT;
    return backwardAdd(name, name, role, content, null, null);
  }

  /** All arguments of backward are read float by float. */
  CaseBuilder backwardViews() {
    backward.replaceAll(a -> a.withRoom(a.columns()));
    return this;
  }

  /** Gradients may be this many times larger than the incoming ones. */
  CaseBuilder sensitivity(double factor) {
    sensitivity = factor;
    return this;
  }

  /** Scratch of backward. */
  CaseBuilder backwardScratch(int rows, int columns) {
    int floats = room.applyAsInt(columns);
    backward.add(
        new Argument("scratch", rows, columns, floats, Role.SCRATCH, null, null, null, false));
    return this;
  }

  KernelCase build(double roundings) {
    return build(roundings, null, null);
  }

  KernelCase build(double roundings, Call kernel, Call reference) {
    return new KernelCase(
        name,
        List.copyOf(forward),
        forwardKernel,
        forwardReference,
        oracle,
        List.copyOf(backward),
        kernel,
        reference,
        objective,
        roundings,
        sensitivity);
  }

  private double[] weigh(String output, DoubleUnaryOperator distribution) {
    int index = outputIndex(output);
    double[] weights = values.draw(outputs[index].length, distribution);
    objective.set(index, weights);
    return weights;
  }

  private int outputIndex(String output) {
    return forward.stream()
        .filter(Argument::isOutputOfOracle)
        .map(Argument::name)
        .toList()
        .indexOf(output);
  }

  private Argument find(String name) {
    return forward.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
  }

  private CaseBuilder add(
      String name, int rows, int columns, Role role, double[] content, String of, String from) {
    int floats = room.applyAsInt(columns);
    forward.add(new Argument(name, rows, columns, floats, role, content, of, from, false));
    return this;
  }

  private CaseBuilder backwardAdd(
      String name, String like, Role role, double[] content, String of, String from) {
    Argument a = find(like);
    backward.add(
        new Argument(name, a.rows(), a.columns(), a.room(), role, content, of, from, false));
    return this;
  }

  private CaseBuilder last(UnaryOperator<Argument> change) {
    forward.set(forward.size() - 1, change.apply(forward.getLast()));
    return this;
  }
}
