package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Limits;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Numbers;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final TrainingConfiguration AIMLESS = TinyCopy.configuration(16);
  private static final TrainingConfiguration AIMING = AIMLESS.withLimits(new Limits(16, 0.5));

  @Test
  void aLimitIsNoFailureWhereThereIsNoTarget() {
    assertEnding("ended at the limit after 16 sequences in 2.0 s, ", AIMLESS, null);
  }

  @Test
  void whatBecameOfATargetIsSaid() {
    assertEnding(
        "ended at the limit, target not reached, after 16 sequences in 2.0 s, ", AIMING, null);
    var first = new TrainingResult.Moment(8, 1);
    assertEnding(
        "ended at the limit, target reached but not kept, after 16 sequences in 2.0 s, ",
        AIMING,
        new TrainingResult.Target(first, null, 3));
  }

  @Test
  void bitsAreCalledBits() {
    String text = Summary.training(AIMLESS, result(null));
    assertTrue(text.contains(" bits and " + Numbers.significant(1) + " wrong bits per"), text);
  }

  @Test
  void lossesOfSmallerSequencesAreSaidToBe() {
    TrainingResult result = result(null, 0.672);
    String text = Summary.training(AIMLESS, result);
    String smaller = "last 1,000 sequences, smaller than the task's (reach 0.672 of 1): ";
    assertTrue(text.contains(smaller + Numbers.significant(3) + " bits and"), text);
    String ending = Summary.ending(AIMLESS, result);
    assertTrue(ending.endsWith(" bits at reach 0.672"), ending);
  }

  @Test
  void thoseOfTheTaskNeedNoWord() {
    String text = Summary.training(AIMLESS, result(null));
    assertTrue(text.contains("last 1,000 sequences: " + Numbers.significant(3) + " bits"), text);
  }

  private static void assertEnding(
      String ending, TrainingConfiguration configuration, TrainingResult.Target target) {
    assertEquals(
        ending + Numbers.significant(3) + " bits", Summary.ending(configuration, result(target)));
  }

  private static TrainingResult result(TrainingResult.Target target) {
    return result(target, 1);
  }

  private static TrainingResult result(TrainingResult.Target target, double reach) {
    return new TrainingResult(
        StopReason.LIMIT, 16, 1, 0, 2, 3, 1, reach, TrainingResult.Staleness.NONE, target);
  }
}
