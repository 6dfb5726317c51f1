package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On words of different lengths: the steps after the shorter ones do not count. */
class ParenthesesMeasuresTest {
  private static final float YES = 0.1f;
  private static final float NO = -3;

  private final Task task = new ParenthesesTask(2);
  private final Batch batch = Batches.of(task, 40);
  private Matrix logits;
  private int scored;
  private int balanced;

  @BeforeEach
  void answerRightly() {
    task.sample(batch, Sizes.UNIFORM, RandomStreams.of(7).training());
    logits = Matrix.allocate(Arena.ofAuto(), batch.steps() * batch.size(), 1);
    for (int row = 0; row < logits.rows(); row++) {
      boolean yes = batch.targets().get(row, 0) == 1;
      logits.set(row, 0, yes ? YES : NO);
      scored += (int) batch.mask().get(row, 0);
      balanced += yes ? 1 : 0;
    }
    assertTrue(balanced > 0 && scored < logits.rows());
  }

  @Test
  void everyAnswerRight() {
    assertEquals(100, measure("right prefixes, %"));
    assertEquals(100, measure("words without an error, %"));
  }

  @Test
  void someAnswersWrong() {
    Set<Integer> words = new HashSet<>();
    int wrong = 0;
    for (int row = 0; row < logits.rows() && wrong < 7; row++) {
      logits.set(row, 0, -logits.get(row, 0));
      if (batch.mask().get(row, 0) == 1) {
        wrong++;
        words.add(row % batch.size());
      }
    }
    assertEquals(100.0 * (scored - 7) / scored, measure("right prefixes, %"), 1e-9);
    assertEquals(
        100.0 * (batch.size() - words.size()) / batch.size(), measure("words without an error, %"));
  }

  @Test
  void everyAnswerWrong() {
    for (int row = 0; row < logits.rows(); row++) {
      logits.set(row, 0, -logits.get(row, 0));
    }
    assertEquals(0, measure("right prefixes, %"));
    assertEquals(0, measure("words without an error, %"));
  }

  @Test
  void alwaysSayingNoIsRightWhereNothingIsBalanced() {
    double expected = 100.0 * (scored - balanced) / scored;
    assertEquals(expected, measure("by always saying no, %"), 1e-9);
    logits.fill(NO);
    assertEquals(expected, measure("right prefixes, %"), 1e-9);
  }

  private double measure(String name) {
    List<Measure> named = task.measures().stream().filter(m -> m.name().equals(name)).toList();
    assertEquals(1, named.size(), name);
    return named.getFirst().of().applyAsDouble(batch, logits);
  }
}
