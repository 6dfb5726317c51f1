package io.github.tapehead.training.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AveragingTeamTest {
  private static final int WORKERS = 3;
  private static final TrainingConfiguration DESCENT = descent();

  /** Plain descent at a rate of 1 from one point: away from it by the mean of all gradients. */
  @Test
  void workersGoOnFromTheirMean() {
    float[] begin;
    float[] end;
    try (Team team = Team.of(DESCENT, streams(), Communicator.ALONE)) {
      initialize(team.parameters());
      begin = values(team.parameters());
      team.train(new OneRound());
      end = values(team.parameters());
    }
    float[] mean = new float[begin.length];
    RandomStream streams = streams();
    for (int worker = 0; worker < WORKERS; worker++) {
      float[] gradient = gradient(streams.split());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += gradient[i] / WORKERS;
      }
    }
    double largest = 0;
    for (float value : mean) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 0);
    for (int i = 0; i < mean.length; i++) {
      assertEquals(begin[i] - mean[i], end[i], 1e-5 * largest, "element " + i);
    }
  }

  private static TrainingConfiguration descent() {
    TrainingConfiguration tiny = TinyCopy.configuration(16);
    return new TrainingConfiguration(
        tiny.task(),
        tiny.network(),
        Start.PLAIN,
        16,
        new Optimizer.Sgd(0),
        new LearningRate.Constant(1),
        tiny.curriculum(),
        new Clipping.None(),
        tiny.loss(),
        new Parallelism.Local(WORKERS, 1),
        1,
        tiny.limits());
  }

  private static float[] gradient(RandomStream random) {
    Task task = DESCENT.task();
    var groups = new Groups(Layout.of(DESCENT.network()), 16, 1);
    try (Arena arena = Arena.ofConfined();
        Learner learner = new Learner(DESCENT, groups.size(), task.maxSteps(), arena)) {
      Parameters parameters = new Parameters(Layout.of(DESCENT.network()), arena);
      initialize(parameters);
      var batch = new Batch(16, task.maxSteps(), task.inputs(), task.outputs(), arena);
      task.sample(batch, Sizes.UNIFORM, random);
      groups.arrange(batch);
      learner.learn(parameters, batch, groups, 0);
      return values(learner.gradients());
    }
  }

  private static RandomStream streams() {
    return new RandomStream(5);
  }

  private static void initialize(Parameters parameters) {
    Initialization.initialize(parameters, DESCENT.network(), new Random(2));
  }

  private static float[] values(Parameters parameters) {
    return parameters.flat().segment().toArray(ValueLayout.JAVA_FLOAT);
  }

  /** A training that ends after one report of each worker. */
  private static final class OneRound implements Progress {
    private int reports;

    @Override
    public boolean ended() {
      return reports == WORKERS;
    }

    @Override
    public double seconds() {
      return 0;
    }

    @Override
    public boolean stopRequested() {
      return false;
    }

    @Override
    public void agree(double seconds, boolean stop) {
      throw new AssertionError("agree");
    }

    @Override
    public Sizes sizes() {
      return Sizes.UNIFORM;
    }

    @Override
    public float rate() {
      return 1;
    }

    @Override
    public void updated(double bits, double wrongBits, double norm, long staleness) {
      reports++;
    }

    @Override
    public void skipped() {
      throw new AssertionError("skipped");
    }

    @Override
    public void rest() {
      assertEquals(WORKERS, reports);
    }
  }
}
