package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Copies of the vectors 0 to 29; 99 and more are vectors that the targets have not. */
class VectorAlignmentTest {
  private static final int LENGTH = 30;
  private static final int[] TARGETS = IntStream.range(0, LENGTH).toArray();

  @Test
  void exactCopyHasNoErrors() {
    assertEquals(new VectorAlignment(30, 0, 0, List.of()), align(TARGETS));
  }

  @Test
  void wrongVectorIsLocal() {
    int[] outputs = TARGETS.clone();
    outputs[12] = 99;
    assertEquals(new VectorAlignment(29, 0, 1, List.of()), align(outputs));
  }

  @Test
  void vectorsOutOfOrderAreWrong() {
    int[] outputs = TARGETS.clone();
    outputs[12] = 13;
    outputs[13] = 12;
    assertEquals(new VectorAlignment(28, 0, 2, List.of()), align(outputs));
  }

  @Test
  void duplicatedVectorIsOneSlip() {
    int[] outputs = IntStream.range(0, LENGTH).map(i -> i <= 12 ? i : i - 1).toArray();
    assertEquals(new VectorAlignment(13, 17, 0, List.of(13)), align(outputs));
  }

  @Test
  void skippedVectorIsOneSlip() {
    int[] outputs = IntStream.range(0, LENGTH).map(i -> i < 12 ? i : i + 1).toArray();
    // The last output is of a vector that was never to be given.
    outputs[LENGTH - 1] = 99;
    assertEquals(new VectorAlignment(12, 17, 1, List.of(12)), align(outputs));
  }

  @Test
  void slipsOfAnyDistanceAreOneError() {
    int[] back = IntStream.range(0, LENGTH).map(i -> i < 15 ? i : i - 15).toArray();
    assertEquals(new VectorAlignment(15, 15, 0, List.of(15)), align(back));
    int[] ahead = IntStream.range(0, LENGTH).map(i -> i < 20 ? i + 10 : 100 + i).toArray();
    assertEquals(new VectorAlignment(0, 20, 10, List.of(0)), align(ahead));
  }

  @Test
  void copiesThatCatchUpHaveTwoSlips() {
    int[] outputs = IntStream.range(0, LENGTH).map(i -> i < 10 || i >= 20 ? i : i - 1).toArray();
    assertEquals(new VectorAlignment(20, 10, 0, List.of(10, 20)), align(outputs));
  }

  @Test
  void wrongVectorsDoNotHideSlips() {
    int[] outputs = IntStream.range(0, LENGTH).map(i -> i <= 8 ? i : i - 1).toArray();
    outputs[3] = 99;
    outputs[20] = 99;
    assertEquals(new VectorAlignment(8, 20, 2, List.of(9)), align(outputs));
  }

  @Test
  void fewShiftedVectorsMayBeChance() {
    int[] four = IntStream.range(0, LENGTH).map(i -> i < 26 ? i : i - 1).toArray();
    assertEquals(new VectorAlignment(26, 0, 4, List.of()), align(four));
    int[] five = IntStream.range(0, LENGTH).map(i -> i < 25 ? i : i - 1).toArray();
    assertEquals(new VectorAlignment(25, 5, 0, List.of(25)), align(five));
  }

  @Test
  void strangersAreWrong() {
    assertEquals(
        new VectorAlignment(0, 0, 30, List.of()),
        align(IntStream.range(0, LENGTH).map(i -> 100 + i).toArray()));
  }

  @Test
  void lengthsMustBeEqual() {
    var error = assertThrows(IllegalArgumentException.class, () -> align(new int[29]));
    assertEquals("outputs: 29, expected 30", error.getMessage());
  }

  @Test
  void errorsAreMeansAndCountsOfSequences() {
    int[] wrong = TARGETS.clone();
    wrong[7] = 99;
    int[] late = IntStream.range(0, LENGTH).map(i -> Math.max(0, i - 1)).toArray();
    int[] duplicated = IntStream.range(0, LENGTH).map(i -> i <= 12 ? i : i - 1).toArray();
    int[] twice = IntStream.range(0, LENGTH).map(i -> i - (i >= 10 ? 1 : 0) - i / 20).toArray();
    var copies =
        List.of(TARGETS, wrong, duplicated, twice).stream()
            .map(outputs -> new CopiedVectors(TARGETS, outputs))
            .toList();
    CopyErrors errors = CopyErrors.of(copies);
    assertEquals(new CopyErrors(20.5, 9.25, 0.25, 1, 1, 1, 1, 0), errors);
    // The first output is the first target; the second, a slip.
    assertEquals(0, CopyErrors.of(List.of(new CopiedVectors(TARGETS, late))).elsewhere());
    int[] ahead = IntStream.range(0, LENGTH).map(i -> i + 2).toArray();
    assertEquals(1, CopyErrors.of(List.of(new CopiedVectors(TARGETS, ahead))).elsewhere());
  }

  private static VectorAlignment align(int[] outputs) {
    return VectorAlignment.of(TARGETS, outputs);
  }
}
