package io.github.tapehead.model;

import io.github.tapehead.kernels.Clip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.HeadLayout.Region;
import java.util.List;

/**
 * What the controller tells the heads: one projection of the hidden state, clipped if the
 * configuration wants that, and its nonlinearities. Keys, key strengths, gates, shifts, sharpening
 * exponents, erase and add vectors of all heads stand in one row a sample ({@link HeadLayout}).
 */
final class HeadParameters {
  private static final String NAME = "heads";

  /** The tensor of the projection's bias. */
  static final String BIAS = NAME + ".bias";

  private final Signals signals;
  private final HeadLayout layout;
  private final DenseLayer projection;
  private final Sequence raw;
  private final Sequence active;
  private final Sequence dRaw;
  private final Matrix dActive;
  private final RegionViews[] regions;
  private final Matrix[] sharpening;
  private final Matrix scratch;
  private final float clip;
  private final int shifts;

  /** Views of the columns of one nonlinearity. */
  private record RegionViews(
      Region region, Matrix[] raw, Matrix[] active, Matrix[] dRaw, Matrix dActive) {}

  /** The tensors of the projection. */
  static List<TensorSpec> tensors(NetworkConfiguration c) {
    List<Layout.Run> runs = new HeadLayout(c).runs();
    return List.of(TensorSpec.weight(NAME, c.hidden(), runs), TensorSpec.bias(NAME, runs));
  }

  HeadParameters(Signals signals, PackedWeights weights) {
    this.signals = signals;
    NetworkConfiguration c = signals.configuration();
    layout = new HeadLayout(c);
    clip = c.headClip();
    shifts = c.shifts();
    projection =
        new DenseLayer(weights, NAME)
            .from(signals.hidden(), 1, 0)
            .gradientTo(signals.dHidden(), 1, 0);
    raw = signals.steps(layout.columns());
    active = signals.steps(layout.columns());
    dRaw = signals.gradientSteps(layout.columns());
    dActive = signals.gradient(signals.batch(), layout.columns());
    List<Region> all = layout.regions();
    regions = new RegionViews[all.size()];
    for (int i = 0; i < regions.length; i++) {
      Region r = all.get(i);
      regions[i] =
          new RegionViews(
              r,
              raw.columns(r.first(), r.columns()),
              active.columns(r.first(), r.columns()),
              dRaw == null ? null : dRaw.columns(r.first(), r.columns()),
              dActive == null ? null : dActive.columns(r.first(), r.columns()));
    }
    scratch = Matrix.allocate(signals.allocator(), 1, layout.columns());
    sharpening =
        active.columns(layout.first(HeadPart.SHARPENING), layout.size(HeadPart.SHARPENING));
  }

  /** The parameters of some samples of the batch. */
  Samples samples(int first, int count) {
    return new Samples(first, count);
  }

  /** Views of the rows of some samples. */
  final class Samples {
    private final int first;
    private final int count;

    private Samples(int first, int count) {
      this.first = first;
      this.count = count;
    }

    /** How many samples. */
    int count() {
      return count;
    }

    /** Views of {@code columns} columns of a part, from column {@code from} of it, each step. */
    Matrix[] views(HeadPart part, int from, int columns) {
      return active.part(layout.first(part) + from, columns).rows(first, count);
    }

    /** A view of the gradients of {@link #views}, for the step that runs backward; or null. */
    Matrix gradient(HeadPart part, int from, int columns) {
      return dActive == null
          ? null
          : dActive.columns(layout.first(part) + from, columns).rows(first, count);
    }
  }

  void load(Parameters parameters) {
    projection.load(parameters);
  }

  /** Projects and activates the parameters of step t. */
  void forward(int t) {
    projection.forward(raw.at(t), t);
    if (clip != 0) {
      Clip.forward(raw.at(t), raw.at(t), clip);
    }
    for (RegionViews r : regions) {
      r.region.nonlinearity().forward(r.active[t], r.raw[t], shifts);
    }
    addOne(sharpening[t]);
  }

  void beginBackward(int steps) {
    dRaw.first(steps).zero();
    dActive.zero();
  }

  /** Takes the gradients of step t back to the hidden state, and clears them for step t − 1. */
  void backward(int t) {
    for (RegionViews r : regions) {
      Nonlinearity f = r.region.nonlinearity();
      f.backward(r.dRaw[t], r.dActive, r.active[t], r.raw[t], shifts, scratch);
    }
    if (clip != 0) {
      Clip.backward(dRaw.at(t), raw.at(t), clip);
    }
    projection.addSourceGradients(dRaw.at(t), t);
    dActive.zero();
  }

  void endBackward(int steps, Parameters gradients) {
    projection.addWeightGradient(gradients, dRaw.first(steps), steps, signals.gemmScratch());
  }

  /** γ = 1 + f(x): the exponent is at least 1. */
  private static void addOne(Matrix exponents) {
    for (int b = 0; b < exponents.rows(); b++) {
      for (int h = 0; h < exponents.columns(); h++) {
        exponents.set(b, h, exponents.get(b, h) + 1);
      }
    }
  }
}
