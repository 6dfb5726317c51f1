package io.github.tapehead.model;

import io.github.tapehead.kernels.CircularShift;
import io.github.tapehead.kernels.ContentWeighting;
import io.github.tapehead.kernels.CosineSimilarity;
import io.github.tapehead.kernels.Interpolation;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Sharpening;

/**
 * How one head finds its weighting (Graves et al. 2014, section 3.3): similarity to the key,
 * content weighting, interpolation with the weighting before, circular shift, sharpening.
 */
final class Addressing {
  private final Matrix[] key;
  private final Matrix[] keyStrength;
  private final Matrix[] gate;
  private final Matrix[] shift;
  private final Matrix[] sharpening;
  private final Matrix dKey;
  private final Matrix dKeyStrength;
  private final Matrix dGate;
  private final Matrix dShift;
  private final Matrix dSharpening;

  private final Matrix[] weighting;
  private final Matrix dWeighting;
  private final Sequence similarity;
  private final Sequence content;
  private final Sequence gated;
  private final Sequence shifted;
  private final Sequence logShifted;
  private final Matrix dSimilarity;
  private final Matrix dContent;
  private final Matrix dGated;
  private final Matrix dShifted;
  private final Matrix ring;
  private final Matrix similarityScratch;

  /** Gradients within one step, and scratch of kernels; all heads of a worker share them. */
  static final class Scratch {
    private final Matrix dSimilarity;
    private final Matrix dContent;
    private final Matrix dGated;
    private final Matrix dShifted;
    private final Matrix ring;
    private final Matrix similarity;

    /** For up to so many samples. */
    Scratch(Signals signals, int samples) {
      NetworkConfiguration c = signals.configuration();
      dSimilarity = signals.gradient(samples, c.locations());
      dContent = signals.gradient(samples, c.locations());
      dGated = signals.gradient(samples, c.locations());
      dShifted = signals.gradient(samples, c.locations());
      int floats = CircularShift.scratchFloats(c.locations(), c.shifts());
      ring = Matrix.allocate(signals.allocator(), 1, floats);
      floats = CosineSimilarity.scratchFloats(c.locations(), c.width());
      similarity = Matrix.allocate(signals.allocator(), 1, floats);
    }

    private static Matrix rows(Matrix gradients, int count) {
      return gradients == null ? null : gradients.rows(0, count);
    }
  }

  /**
   * One head of some samples.
   *
   * @param parameters of the samples
   * @param head its number, write heads first
   * @param weighting its weightings before and after each step
   * @param dWeighting its gradient, before and after the step that runs backward; or null
   */
  Addressing(
      Signals signals,
      HeadParameters.Samples parameters,
      int head,
      Matrix[] weighting,
      Matrix dWeighting,
      Scratch scratch) {
    NetworkConfiguration c = signals.configuration();
    key = parameters.views(HeadPart.KEY, head * c.width(), c.width());
    keyStrength = parameters.views(HeadPart.KEY_STRENGTH, head, 1);
    gate = parameters.views(HeadPart.GATE, head, 1);
    shift = parameters.views(HeadPart.SHIFT, head * c.shifts(), c.shifts());
    sharpening = parameters.views(HeadPart.SHARPENING, head, 1);
    dKey = parameters.gradient(HeadPart.KEY, head * c.width(), c.width());
    dKeyStrength = parameters.gradient(HeadPart.KEY_STRENGTH, head, 1);
    dGate = parameters.gradient(HeadPart.GATE, head, 1);
    dShift = parameters.gradient(HeadPart.SHIFT, head * c.shifts(), c.shifts());
    dSharpening = parameters.gradient(HeadPart.SHARPENING, head, 1);
    this.weighting = weighting;
    this.dWeighting = dWeighting;
    int samples = parameters.count();
    similarity = signals.stepsOf(samples, c.locations());
    content = signals.stepsOf(samples, c.locations());
    gated = signals.stepsOf(samples, c.locations());
    shifted = signals.stepsOf(samples, c.locations());
    logShifted = signals.stepsOf(samples, c.locations());
    dSimilarity = Scratch.rows(scratch.dSimilarity, samples);
    dContent = Scratch.rows(scratch.dContent, samples);
    dGated = Scratch.rows(scratch.dGated, samples);
    dShifted = Scratch.rows(scratch.dShifted, samples);
    ring = scratch.ring;
    similarityScratch = scratch.similarity;
  }

  /** Writes the weighting after step t. */
  void forward(int t, Matrix memory, Matrix norms) {
    CosineSimilarity.forward(similarity.at(t), key[t], norms, memory);
    ContentWeighting.forward(content.at(t), similarity.at(t), keyStrength[t]);
    Interpolation.forward(gated.at(t), content.at(t), weighting[t], gate[t]);
    CircularShift.forward(shifted.at(t), gated.at(t), shift[t], ring);
    Sharpening.forward(weighting[t + 1], logShifted.at(t), shifted.at(t), sharpening[t]);
  }

  /**
   * Takes the gradient of the weighting after step t back to that before it, to the head's
   * parameters and to the memory that was addressed.
   */
  void backward(int t, Matrix dMemory, Matrix memory, Matrix norms) {
    dShifted.zero();
    Sharpening.backward(
        dShifted,
        dSharpening,
        dWeighting,
        weighting[t + 1],
        logShifted.at(t),
        shifted.at(t),
        sharpening[t]);
    dGated.zero();
    CircularShift.backward(dGated, dShift, dShifted, gated.at(t), shift[t], ring);
    dWeighting.zero();
    dContent.zero();
    Interpolation.backward(
        dContent, dWeighting, dGate, dGated, content.at(t), weighting[t], gate[t]);
    dSimilarity.zero();
    ContentWeighting.backward(
        dSimilarity, dKeyStrength, dContent, content.at(t), similarity.at(t), keyStrength[t]);
    CosineSimilarity.backward(
        dKey, dMemory, dSimilarity, similarity.at(t), key[t], norms, memory, similarityScratch);
  }
}
