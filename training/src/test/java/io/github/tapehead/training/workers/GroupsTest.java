package io.github.tapehead.training.workers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {
  private static final int MAX_STEPS = 30;
  private static final Layout SMALL = Layout.of(TinyCopy.network());

  /** Sequences of these lengths; the one input of each step is the sequence's number. */
  private static Batch batch(int... lengths) {
    Batch batch = new Batch(lengths.length, MAX_STEPS, 1, 1, Arena.ofAuto());
    batch.begin(MAX_STEPS);
    for (int b = 0; b < lengths.length; b++) {
      for (int t = 0; t < MAX_STEPS; t++) {
        batch.input(t, b, 0, b);
      }
      batch.score(lengths[b] - 1, b);
    }
    return batch;
  }

  private static int[] sequences(Groups groups, Batch batch, int group) {
    Batch into = new Batch(groups.size(), MAX_STEPS, 1, 1, Arena.ofAuto());
    groups.gather(into, batch, group);
    return IntStream.range(0, groups.size())
        .filter(i -> into.length(i) > 0)
        .map(i -> (int) into.input(0, i, 0))
        .toArray();
  }

  @Test
  void likeLengthsAreTogetherTheLongestFirst() {
    Batch batch = batch(3, 30, 3, 4, 7, 8, 2, 30, 9);
    var groups = new Groups(SMALL, 9, 1);
    groups.arrange(batch);
    assertEquals(3, groups.count());
    assertEquals(3, groups.size());
    assertArrayEquals(new int[] {1, 7, 8}, sequences(groups, batch, 0));
    assertArrayEquals(new int[] {5, 4, 3}, sequences(groups, batch, 1));
    assertArrayEquals(new int[] {0, 2, 6}, sequences(groups, batch, 2));
  }

  /** The weights of a large network are read once a step and group. */
  @Test
  void largeNetworksHaveLargerGroups() {
    Layout large = Layout.of(TinyCopy.network().withHidden(400));
    assertEquals(4, new Groups(SMALL, 16, 2).count());
    assertEquals(2, new Groups(large, 16, 2).count());
    assertEquals(8, new Groups(large, 16, 2).size());
  }

  /** A rehearsal meets the same sizes of groups, and no others. */
  @ParameterizedTest
  @CsvSource({"16,1,4", "17,1,7", "16,2,4", "17,2,5", "3,1,3", "5,5,1", "33,4,5"})
  void aSampleHasOneGroupOfEachSize(int size, int workers, int sequences) {
    var all = new Groups(SMALL, size, workers);
    Groups sample = all.sample();
    assertEquals(sequences, sample.sequences());
    assertEquals(sizes(all, size), sizes(sample, sequences));
    assertEquals(sizes(sample, sequences).size(), sample.count());
  }

  @Test
  void aNewBatchIsArrangedAnew() {
    var groups = new Groups(SMALL, 8, 1);
    groups.arrange(batch(1, 2, 3, 4, 5, 6, 7, 8));
    Batch batch = batch(8, 7, 6, 5, 4, 3, 2, 1);
    groups.arrange(batch);
    assertArrayEquals(new int[] {0, 1, 2, 3}, sequences(groups, batch, 0));
    assertArrayEquals(new int[] {4, 5, 6, 7}, sequences(groups, batch, 1));
  }

  @Test
  void aGroupGoesToTheWorkerWithLeastToDo() {
    int[] lengths = {20, 20, 20, 20, 12, 12, 12, 12, 10, 10, 10, 10, 1, 1, 1, 1};
    var groups = new Groups(SMALL, 16, 2);
    groups.arrange(batch(lengths));
    assertArrayEquals(new int[] {0, 1, 1, 0}, IntStream.range(0, 4).map(groups::worker).toArray());
  }

  @Test
  void groupsWithoutAScoredStepAreSharedOutToo() {
    var batch = new Batch(16, MAX_STEPS, 1, 1, Arena.ofAuto());
    batch.begin(MAX_STEPS);
    var groups = new Groups(SMALL, 16, 2);
    groups.arrange(batch);
    assertArrayEquals(new int[] {0, 1, 0, 1}, IntStream.range(0, 4).map(groups::worker).toArray());
  }

  /** Whatever the numbers, each sequence is in one group, and each worker has at least one. */
  @ParameterizedTest
  @CsvSource({"1,1", "3,2", "4,1", "5,1", "5,5", "16,1", "16,2", "16,3", "17,2", "33,7", "100,3"})
  void everySequenceOnceAndNoIdleWorker(int size, int workers) {
    Random random = new Random(size);
    Batch batch = batch(IntStream.range(0, size).map(b -> 1 + random.nextInt(MAX_STEPS)).toArray());
    var groups = new Groups(SMALL, size, workers);
    groups.arrange(batch);
    int[] all =
        IntStream.range(0, groups.count())
            .flatMap(g -> Arrays.stream(sequences(groups, batch, g)))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, size).toArray(), all);
    long working = IntStream.range(0, groups.count()).map(groups::worker).distinct().count();
    assertEquals(workers, working);
  }

  private static Set<Integer> sizes(Groups groups, int sequences) {
    Batch batch = batch(IntStream.range(0, sequences).map(b -> 3).toArray());
    groups.arrange(batch);
    return IntStream.range(0, groups.count())
        .mapToObj(g -> sequences(groups, batch, g).length)
        .collect(Collectors.toSet());
  }

  /** What the workers learn together is what one network learns from the whole batch at once. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void gradientsAddUpToThatOfTheBatch(int workers) {
    TrainingConfiguration configuration = TinyCopy.configuration(11).withBatch(11);
    Task task = configuration.task();
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(configuration.network()), arena);
      Initialization.initialize(parameters, configuration.network(), new Random(3));
      var batch = new Batch(11, task.maxSteps(), task.inputs(), task.outputs(), arena);
      task.sample(batch, Sizes.UNIFORM, new RandomStream(4));
      var whole = new Parameters(parameters.layout(), arena);
      double bits;
      try (Worker worker = new Worker(configuration.network(), batch, task.loss(), arena)) {
        worker.network().load(parameters);
        worker.forward();
        worker.backward(whole, configuration.loss().scale(11));
        bits = worker.bits() * 11;
      }
      var groups = new Groups(SMALL, 11, workers);
      groups.arrange(batch);
      float[] sum = new float[parameters.flat().columns()];
      for (int w = 0; w < workers; w++) {
        try (var learner = new Learner(configuration, groups.size(), task.maxSteps(), arena)) {
          learner.learn(parameters, batch, groups, w);
          float[] own = learner.gradients().flat().segment().toArray(ValueLayout.JAVA_FLOAT);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += own[i];
          }
          bits -= learner.bits();
        }
      }
      assertEquals(0, bits, 1e-4);
      float[] expected = whole.flat().segment().toArray(ValueLayout.JAVA_FLOAT);
      float largest = 0;
      for (float gradient : expected) {
        largest = Math.max(largest, Math.abs(gradient));
      }
      assertTrue(largest > 0.1f);
      assertArrayEquals(expected, sum, 1e-5f * largest);
    }
  }
}
