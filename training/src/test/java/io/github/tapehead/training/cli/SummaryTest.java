package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final TrainingConfiguration CONFIGURATION = TinyCopy.configuration(160);

  @Test
  void lossesOfSmallerSequencesAreSaidToBe() {
    String text = Summary.training(CONFIGURATION, result(0.672));
    assertTrue(
        text.contains(
            "last 1,000 sequences, smaller than the task's (reach 0.672 of 1): 14.4 bits and"),
        text);
    String ending = Summary.ending(CONFIGURATION, result(0.672));
    assertTrue(ending.endsWith(" 14.4 bits at reach 0.672"), ending);
  }

  @Test
  void thoseOfTheTaskNeedNoWord() {
    assertTrue(
        Summary.training(CONFIGURATION, result(1)).contains("last 1,000 sequences: 14.4 bits"));
    assertFalse(Summary.ending(CONFIGURATION, result(1)).contains("at reach"));
  }

  private static TrainingResult result(double reach) {
    return new TrainingResult(
        StopReason.LIMIT, 160, 10, 0, 1, 14.4, 3, reach, TrainingResult.Staleness.NONE, null);
  }
}
