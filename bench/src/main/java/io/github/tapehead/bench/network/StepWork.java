package io.github.tapehead.bench.network;

import io.github.tapehead.bench.kernels.Cost;
import io.github.tapehead.bench.kernels.LayerCosts;
import io.github.tapehead.bench.kernels.MemoryCosts;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each kernel operation of a {@link TrainingStep} computes and moves in one step, by the
 * formulas of the network: no pads, nothing twice. Copies, zeroing and initial states are left out.
 */
public final class StepWork {
  private final NetworkConfiguration c;
  private final int batch;
  private final int steps;
  private final Map<String, Cost> costs = new TreeMap<>();

  /**
   * A source of a dense layer.
   *
   * @param rows floats of the source
   * @param gradientRows those whose gradient is needed
   * @param columns outputs of the layer
   * @param atOnce whether it is projected for all time steps at once
   */
  private record Source(int rows, int gradientRows, int columns, boolean atOnce) {}

  private StepWork(Workload workload) {
    c = workload.configuration();
    batch = workload.batch();
    steps = workload.steps();
    products();
    controller();
    if (c.memory() == MemoryKind.NTM) {
      headParameters();
      memory();
    }
    double rows = TrainingStep.answerRows(workload);
    add("BinaryCrossEntropy.forward", 1, LayerCosts.crossEntropyForward(rows, c.outputs()));
    add("BinaryCrossEntropy.backward", 1, LayerCosts.crossEntropyBackward(rows, c.outputs()));
    double parameters = Layout.of(c).parameterCount();
    add("GradientClip.byValue", 1, LayerCosts.clipByValue(parameters));
    add("GravesRmsProp.step", 1, LayerCosts.gravesRmsProp(parameters));
  }

  /** The cost of one step by operation, such as {@code MemoryRead.forward}. */
  public static Map<String, Cost> of(Workload workload) {
    return Collections.unmodifiableMap(new StepWork(workload).costs);
  }

  /** The cost of all operations of one step. */
  public static Cost total(Workload workload) {
    return of(workload).values().stream().reduce(Cost.NONE, Cost::plus);
  }

  private void products() {
    int allRows = batch * steps;
    for (List<Source> layer : layers()) {
      int columns = layer.getFirst().columns;
      add("Bias.forward", 1, LayerCosts.biasForward(allRows, columns));
      add("Bias.backward", 1, LayerCosts.biasBackward(allRows, columns));
      for (Source s : layer) {
        Cost product =
            s.atOnce
                ? LayerCosts.gemm(allRows, s.rows, s.columns)
                : LayerCosts.gemm(batch, s.rows, s.columns).times(steps);
        Cost gradient =
            s.atOnce
                ? LayerCosts.gemm(allRows, s.columns, s.gradientRows)
                : LayerCosts.gemm(batch, s.columns, s.gradientRows).times(steps);
        add("Gemm.multiplyAdd", 1, product);
        add("Gemm.multiplyAdd", s.gradientRows > 0 ? 1 : 0, gradient);
        add("Gemm.transposedMultiplyAdd", 1, LayerCosts.gemm(s.rows, allRows, s.columns));
        add("PackedMatrix.pack", 1, LayerCosts.pack(s.rows, s.columns));
        add("PackedMatrix.packTransposed", 1, LayerCosts.pack(s.gradientRows, s.columns));
      }
    }
  }

  private List<List<Source>> layers() {
    List<List<Source>> layers = new ArrayList<>();
    boolean lstm = c.controller() == ControllerKind.LSTM;
    int units = lstm ? 4 * c.hidden() : c.hidden();
    for (int l = 0; l < c.layers(); l++) {
      Source recurrent = new Source(c.hidden(), c.hidden(), units, false);
      if (l == 0) {
        // Inputs, reads and hidden state lie side by side; inputs need no gradient.
        int state = c.readWidth() + (lstm ? c.hidden() : 0);
        layers.add(List.of(new Source(c.inputs() + state, state, units, false)));
      } else {
        layers.add(lstm ? List.of(recurrent, recurrent) : List.of(recurrent));
      }
    }
    List<Source> output = new ArrayList<>();
    output.add(new Source(c.hidden(), c.hidden(), c.outputs(), true));
    if (c.memory() == MemoryKind.NTM) {
      layers.add(List.of(new Source(c.hidden(), c.hidden(), headColumns(), false)));
      output.add(new Source(c.readWidth(), c.readWidth(), c.outputs(), true));
    }
    layers.add(output);
    return layers;
  }

  /** Key, key strength, gate, shift and sharpening of each head, erase and add of write heads. */
  private int headColumns() {
    return Arrays.stream(HeadPart.values()).mapToInt(this::columns).sum();
  }

  private void controller() {
    double units = (double) batch * c.hidden();
    double times = (double) steps * c.layers();
    if (c.controller() == ControllerKind.LSTM) {
      add("LstmGates.forward", times, LayerCosts.lstmForward(units));
      add("LstmGates.backward", times, LayerCosts.lstmBackward(units));
    } else {
      add("Tanh.forward", times, LayerCosts.tanhForward(units));
      add("Tanh.backward", times, LayerCosts.tanhBackward(units));
    }
  }

  private void headParameters() {
    if (c.headClip() != 0) {
      double all = (double) batch * headColumns();
      add("Clip.forward", steps, LayerCosts.clipForward(all));
      add("Clip.backward", steps, LayerCosts.clipBackward(all));
    }
    for (HeadPart part : HeadPart.values()) {
      activation(c.activations().of(part), (double) batch * columns(part));
    }
  }

  private void activation(Activation activation, double n) {
    switch (activation) {
      case TANH -> {
        add("Tanh.forward", steps, LayerCosts.tanhForward(n));
        add("Tanh.backward", steps, LayerCosts.tanhBackward(n));
      }
      case IDENTITY -> {}
      case SIGMOID -> {
        add("Sigmoid.forward", steps, LayerCosts.sigmoidForward(n));
        add("Sigmoid.backward", steps, LayerCosts.sigmoidBackward(n));
      }
      case SOFTPLUS, ONE_PLUS_SOFTPLUS -> {
        add("Softplus.forward", steps, LayerCosts.softplusForward(n));
        add("Softplus.backward", steps, LayerCosts.softplusBackward(n));
      }
      case EXP -> {
        add("Exponential.forward", steps, LayerCosts.exponentialForward(n));
        add("Exponential.backward", steps, LayerCosts.exponentialBackward(n));
      }
      case RELU, ONE_PLUS_RELU -> relu(n);
      case SOFTMAX -> shiftWeighting(n);
      case SOFTMAX_RELU -> {
        relu(n);
        shiftWeighting(n);
      }
    }
  }

  private void relu(double n) {
    add("Relu.forward", steps, LayerCosts.reluForward(n));
    add("Relu.backward", steps, LayerCosts.reluBackward(n));
  }

  private void shiftWeighting(double n) {
    add("ShiftWeighting.forward", steps, MemoryCosts.softmaxForward(n));
    add("ShiftWeighting.backward", steps, MemoryCosts.softmaxBackward(n));
  }

  /** Columns of a part in the projection. */
  private int columns(HeadPart part) {
    return switch (part) {
      case KEY -> c.heads() * c.width();
      case KEY_STRENGTH, GATE, SHARPENING -> c.heads();
      case SHIFT -> c.heads() * c.shifts();
      case ERASE, ADD -> c.writeHeads() * c.width();
    };
  }

  private void memory() {
    int n = c.locations();
    int width = c.width();
    int shifts = c.shifts();
    int heads = c.writeHeads();
    double each = (double) steps * c.heads();
    add("CosineSimilarity.forward", each, MemoryCosts.similarityForward(batch, width, n));
    add("CosineSimilarity.backward", each, MemoryCosts.similarityBackward(batch, width, n));
    add("ContentWeighting.forward", each, MemoryCosts.contentForward(batch, n));
    add("ContentWeighting.backward", each, MemoryCosts.contentBackward(batch, n));
    add("Interpolation.forward", each, MemoryCosts.interpolationForward(batch, n));
    add("Interpolation.backward", each, MemoryCosts.interpolationBackward(batch, n));
    add("CircularShift.forward", each, MemoryCosts.shiftForward(batch, n, shifts));
    add("CircularShift.backward", each, MemoryCosts.shiftBackward(batch, n, shifts));
    add("Sharpening.forward", each, MemoryCosts.sharpeningForward(batch, n));
    add("Sharpening.backward", each, MemoryCosts.sharpeningBackward(batch, n));
    add("LocationNorms.forward", steps, MemoryCosts.norms(batch, width, n));
    add("MemoryWrite.forward", steps, MemoryCosts.writeForward(batch, width, n, heads));
    add("MemoryWrite.backward", steps, MemoryCosts.writeBackward(batch, width, n, heads));
    double reads = (double) steps * c.readHeads();
    add("MemoryRead.forward", reads, MemoryCosts.readForward(batch, width, n));
    add("MemoryRead.backward", reads, MemoryCosts.readBackward(batch, width, n));
  }

  private void add(String operation, double times, Cost cost) {
    costs.merge(operation, cost.times(times), Cost::plus);
  }
}
