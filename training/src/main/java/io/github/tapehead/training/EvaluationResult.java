package io.github.tapehead.training;

import io.github.tapehead.training.task.TestSetting;
import java.util.List;

/**
 * How well a network did on fresh sequences of one setting.
 *
 * @param setting how the sequences were drawn
 * @param sequences how many there were
 * @param bitsPerSequence mean loss
 * @param wrongBitsPerSequence mean of wrong bits, or symbols, outputs taken for the likelier value
 * @param figures the task's own measures, in its order; may be empty
 */
public record EvaluationResult(
    TestSetting setting,
    int sequences,
    double bitsPerSequence,
    double wrongBitsPerSequence,
    List<Figure> figures) {
  /** Copies the list. */
  public EvaluationResult {
    figures = List.copyOf(figures);
  }

  /**
   * A measure's mean.
   *
   * @param name of the measure
   * @param value over all sequences
   */
  public record Figure(String name, double value) {}
}
