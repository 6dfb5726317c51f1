package io.github.tapehead.training.workers;

import io.github.tapehead.model.Layout;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import java.util.Arrays;

/**
 * The sequences of a batch in groups of like length, and the groups shared out among workers. A
 * network runs each group for the steps of its own longest sequence only, and its tape stays small
 * enough for the caches. The gradient of the batch is the sum over the groups, as it would be over
 * the sequences.
 *
 * <p>The same lengths give the same groups. Allocates nothing after it is made.
 */
public final class Groups {
  private static final int SIZE = 4;

  /** Where the weights come from beyond the caches of a core, more sequences share their way. */
  private static final int LARGE_SIZE = 8;

  private static final long LARGE_PARAMETERS = 1 << 19;

  private final int workers;
  private final int[] order;
  private final int[] bounds;
  private final int[] workerOf;
  private final long[] load;
  private int[] sequencesOfLength;

  /** The groups in which a training takes its batches: shared by all workers, or for each alone. */
  public static Groups of(TrainingConfiguration configuration) {
    Parallelism parallelism = configuration.parallelism();
    int workers = parallelism instanceof Parallelism.Synchronous ? parallelism.allWorkers() : 1;
    return new Groups(Layout.of(configuration.network()), configuration.batch(), workers);
  }

  /**
   * For batches of a size.
   *
   * @param layout of the network's parameters
   * @param batch sequences, at least as many as workers
   * @param workers all that share them, those of other processes included
   */
  public Groups(Layout layout, int batch, int workers) {
    this(batch, count(layout, batch, workers), workers);
  }

  private Groups(int batch, int count, int workers) {
    this.workers = workers;
    order = new int[batch];
    bounds = new int[count + 1];
    for (int g = 0; g <= count; g++) {
      bounds[g] = Share.first(batch, g, count);
    }
    workerOf = new int[count];
    load = new long[workers];
    sequencesOfLength = new int[0];
  }

  private static int count(Layout layout, int batch, int workers) {
    int size = layout.parameterCount() < LARGE_PARAMETERS ? SIZE : LARGE_SIZE;
    int rounds = Math.ceilDiv(batch, size * workers);
    return Math.min(batch, rounds * workers);
  }

  /**
   * For a rehearsal by one worker: one group of each size that is here. The size decides which
   * kernels are called.
   */
  public Groups sample() {
    int smallest = order.length / count();
    return size() == smallest ? new Groups(smallest, 1, 1) : new Groups(smallest + size(), 2, 1);
  }

  /** Sequences in the batch. */
  public int sequences() {
    return order.length;
  }

  /** Sequences in the largest group. */
  public int size() {
    return Math.ceilDiv(order.length, workerOf.length);
  }

  /** How many groups there are. */
  int count() {
    return workerOf.length;
  }

  /** The worker of a group. */
  int worker(int group) {
    return workerOf[group];
  }

  /** Copies the sequences of a group into a batch with room for {@link #size}. */
  void gather(Batch into, Batch batch, int group) {
    into.gather(batch, order, bounds[group], bounds[group + 1]);
  }

  /**
   * Sorts the sequences of a batch into groups, the longest first, and gives each group to the
   * worker that has least to do so far.
   */
  public void arrange(Batch batch) {
    sort(batch);
    Arrays.fill(load, 0);
    for (int g = 0; g < workerOf.length; g++) {
      int least = 0;
      for (int w = 1; w < workers; w++) {
        least = load[w] < load[least] ? w : least;
      }
      workerOf[g] = least;
      // A group without a scored step is something to do, too.
      load[least] += 1 + batch.length(order[bounds[g]]);
    }
  }

  /** By counting: stable, and as fast for a large batch. */
  private void sort(Batch batch) {
    if (sequencesOfLength.length < batch.maxSteps() + 2) {
      sequencesOfLength = new int[batch.maxSteps() + 2];
    }
    int[] place = sequencesOfLength;
    Arrays.fill(place, 0);
    int longest = batch.maxSteps();
    for (int b = 0; b < order.length; b++) {
      place[longest - batch.length(b) + 1]++;
    }
    for (int i = 1; i < place.length; i++) {
      place[i] += place[i - 1];
    }
    for (int b = 0; b < order.length; b++) {
      order[place[longest - batch.length(b)]++] = b;
    }
  }
}
