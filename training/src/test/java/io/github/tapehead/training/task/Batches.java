package io.github.tapehead.training.task;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Batches as the tests of tasks make and read them. */
final class Batches {
  private Batches() {}

  /** A batch for training sequences. */
  static Batch of(Task task, int size) {
    return of(task, size, task.maxSteps());
  }

  /** A batch for sequences of so many steps. */
  static Batch of(Task task, int size, int steps) {
    return new Batch(size, steps, task.inputs(), task.outputs(), Arena.ofAuto());
  }

  /** The first channels of an input vector as a number, channel 0 its lowest bit. */
  static int bits(Batch batch, int step, int b, int channels) {
    int bits = 0;
    for (int channel = 0; channel < channels; channel++) {
      bits |= bit(batch.input(step, b, channel)) << channel;
    }
    return bits;
  }

  /** The first channels of a target vector as a number, channel 0 its lowest bit. */
  static int targetBits(Batch batch, int step, int b, int channels) {
    int bits = 0;
    for (int channel = 0; channel < channels; channel++) {
      bits |= bit(target(batch, step, b, channel)) << channel;
    }
    return bits;
  }

  static float target(Batch batch, int step, int b, int channel) {
    return batch.targets().get(step * batch.size() + b, channel);
  }

  static boolean isScored(Batch batch, int step, int b) {
    return bit(batch.mask().get(step * batch.size() + b, 0)) == 1;
  }

  /** Scored steps of a sequence. */
  static int scored(Batch batch, int b) {
    int scored = 0;
    for (int t = 0; t < batch.steps(); t++) {
      scored += isScored(batch, t, b) ? 1 : 0;
    }
    return scored;
  }

  /** The step in which an input channel of a sequence is set for the first time. */
  static int stepOf(Batch batch, int b, int channel) {
    for (int t = 0; t < batch.steps(); t++) {
      if (batch.input(t, b, channel) != 0) {
        return t;
      }
    }
    throw new AssertionError("channel " + channel + " is never set in sequence " + b);
  }

  /** Everything in a batch: each list is a row of inputs, targets and mask. */
  static List<List<Float>> contents(Batch batch) {
    List<List<Float>> rows = new ArrayList<>();
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      List<Float> values = new ArrayList<>();
      for (int channel = 0; channel < batch.inputs().columns(); channel++) {
        values.add(batch.inputs().get(row, channel));
      }
      for (int channel = 0; channel < batch.targets().columns(); channel++) {
        values.add(batch.targets().get(row, channel));
      }
      values.add(batch.mask().get(row, 0));
      rows.add(values);
    }
    return rows;
  }

  private static int bit(float value) {
    if (value != 0 && value != 1) {
      throw new AssertionError("neither 0 nor 1: " + value);
    }
    return (int) value;
  }
}
