package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    String text = Summary.training(AIMLESS, result(3, 1, null));
    assertTrue(text.contains(" bits and " + Numbers.significant(1) + " wrong bits per"), text);
  }

  @Test
  void lossesOfSmallerSequencesAreSaidToBe() {
    String text = Summary.training(AIMLESS, result(14.4, 0.672, null));
    assertTrue(
        text.contains(
            "last 1,000 sequences, smaller than the task's (reach 0.672 of 1): 14.4 bits and"),
        text);
    String ending = Summary.ending(AIMLESS, result(14.4, 0.672, null));
    assertTrue(ending.endsWith(" 14.4 bits at reach 0.672"), ending);
  }

  @Test
  void thoseOfTheTaskNeedNoWord() {
    assertTrue(
        Summary.training(AIMLESS, result(14.4, 1, null))
            .contains("last 1,000 sequences: 14.4 bits"));
    assertFalse(Summary.ending(AIMLESS, result(14.4, 1, null)).contains("at reach"));
  }

  private static void assertEnding(
      String ending, TrainingConfiguration configuration, TrainingResult.Target target) {
    assertEquals(
        ending + Numbers.significant(3) + " bits",
        Summary.ending(configuration, result(3, 1, target)));
  }

  private static TrainingResult result(double bits, double reach, TrainingResult.Target target) {
    return new TrainingResult(
        StopReason.LIMIT, 16, 1, 0, 2, bits, 1, reach, TrainingResult.Staleness.NONE, target);
  }
}
