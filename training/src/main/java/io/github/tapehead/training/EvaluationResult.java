package io.github.tapehead.training;

import io.github.tapehead.training.task.TestSetting;

/**
 * How well a network did on fresh sequences of one setting.
 *
 * @param setting how the sequences were drawn
 * @param sequences how many there were
 * @param bitsPerSequence mean loss
 * @param wrongBitsPerSequence mean of wrong bits, outputs rounded to 0 or 1
 */
public record EvaluationResult(
    TestSetting setting, int sequences, double bitsPerSequence, double wrongBitsPerSequence) {}
