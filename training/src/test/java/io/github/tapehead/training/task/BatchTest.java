package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final Batch batch = new Batch(2, 5, 3, 4, Arena.ofAuto());

  @Test
  void rowsAreStepsTimesSequences() {
    batch.begin(3);
    batch.input(2, 1, 0, 7);
    batch.target(1, 0, 3, 8);
    batch.score(1, 0);
    assertEquals(6, batch.inputs().rows());
    assertEquals(7, batch.inputs().get(5, 0));
    assertEquals(8, batch.targets().get(2, 3));
    assertEquals(1, batch.mask().get(2, 0));
    assertEquals(0, batch.mask().get(3, 0));
  }

  @Test
  void beginClears() {
    batch.begin(5);
    batch.input(4, 1, 2, 1);
    batch.target(4, 1, 2, 1);
    batch.score(4, 1);
    batch.begin(2);
    assertEquals(2, batch.steps());
    batch.begin(5);
    assertEquals(0, batch.inputs().get(9, 2));
    assertEquals(0, batch.targets().get(9, 2));
    assertEquals(0, batch.mask().get(9, 0));
  }

  @Test
  void trimCutsAfterTheLastScoredStepOfAnySequence() {
    batch.begin(5);
    batch.input(2, 1, 0, 7);
    batch.input(4, 1, 0, 9);
    batch.score(2, 1);
    batch.score(1, 0);
    batch.trim();
    assertEquals(3, batch.steps());
    assertEquals(6, batch.inputs().rows());
    assertEquals(6, batch.targets().rows());
    assertEquals(6, batch.mask().rows());
    assertEquals(7, batch.input(2, 1, 0));
    batch.trim();
    assertEquals(3, batch.steps());
  }

  @Test
  void trimLeavesABatchWhoseLastStepIsScored() {
    batch.begin(4);
    batch.score(3, 0);
    batch.trim();
    assertEquals(4, batch.steps());
  }

  @Test
  void whatTrimCutOffIsClearedBeforeItIsUsedAgain() {
    batch.begin(5);
    batch.input(4, 1, 2, 1);
    batch.target(4, 1, 3, 1);
    batch.score(0, 0);
    batch.trim();
    batch.begin(5);
    assertEquals(0, batch.inputs().get(9, 2));
    assertEquals(0, batch.targets().get(9, 3));
    assertEquals(0, batch.mask().get(0, 0));
  }

  @Test
  void refusesToTrimWhereNothingIsScored() {
    batch.begin(5);
    batch.score(4, 1);
    batch.begin(5);
    var error = assertThrows(IllegalStateException.class, batch::trim);
    assertEquals("scored steps: none, expected at least one", error.getMessage());
  }

  @Test
  void aSequenceIsAsLongAsUpToItsLastScoredStep() {
    batch.begin(5);
    batch.score(3, 1);
    batch.score(1, 1);
    assertEquals(0, batch.length(0));
    assertEquals(4, batch.length(1));
    batch.begin(5);
    assertEquals(0, batch.length(1));
  }

  @Test
  void gathersSequencesUpToTheirLastScoredStep() {
    batch.begin(5);
    batch.input(4, 0, 0, 1);
    batch.score(4, 0);
    Batch whole = new Batch(3, 5, 3, 4, Arena.ofAuto());
    whole.begin(5);
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t < 5; t++) {
        whole.input(t, b, 2, 10 * b + t);
        whole.target(t, b, 3, 20 * b + t);
      }
    }
    whole.score(4, 0);
    whole.score(2, 1);
    whole.score(1, 2);
    batch.gather(whole, new int[] {0, 2, 1}, 1, 3);
    assertEquals(3, batch.steps());
    assertEquals(2, batch.length(0));
    assertEquals(3, batch.length(1));
    assertEquals(22, batch.input(2, 0, 2));
    assertEquals(11, batch.input(1, 1, 2));
    assertEquals(21, batch.targets().get(3, 3));
    assertEquals(1, batch.mask().get(2, 0));
    assertEquals(0, batch.mask().get(4, 0));
    assertEquals(1, batch.mask().get(5, 0));
    batch.gather(whole, new int[] {2, 1, 0}, 0, 1);
    assertEquals(2, batch.steps());
    assertEquals(0, batch.length(1));
    assertEquals(0, batch.input(1, 1, 2));
    assertEquals(0, batch.mask().get(3, 0));
  }

  @Test
  void refusesSequencesThatAreTooLong() {
    var error = assertThrows(IllegalArgumentException.class, () -> batch.begin(6));
    assertEquals("steps: 6, must be from 1 to 5", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> batch.begin(0));
  }

  @Test
  void refusesVectorsOfAnotherSize() {
    batch.requireVectors(3, 4);
    var error = assertThrows(IllegalArgumentException.class, () -> batch.requireVectors(2, 4));
    assertEquals("batch inputs: 3, expected 2", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> batch.requireVectors(3, 5));
  }

  @Test
  void refusesSizesThatAreNotPositive() {
    Arena arena = Arena.ofAuto();
    assertThrows(IllegalArgumentException.class, () -> new Batch(0, 1, 1, 1, arena));
    assertThrows(IllegalArgumentException.class, () -> new Batch(1, 0, 1, 1, arena));
  }
}
