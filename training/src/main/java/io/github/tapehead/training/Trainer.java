package io.github.tapehead.training;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Batch;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trains one network with one worker thread, the caller's.
 *
 * <p>A step: draw a batch, forward, cross-entropy, backward, clip, update, load. After warm-up a
 * step allocates nothing. All memory belongs to the trainer and goes with {@link #close()}.
 *
 * <p>Only {@link #stop()} may be called from another thread.
 */
public final class Trainer implements AutoCloseable {
  private final TrainingConfiguration configuration;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final Parameters parameters;
  private final Parameters gradients;
  private final OptimizerState optimizerState;
  private final Worker worker;
  private final RandomGenerator random;
  private final StepReport report;

  private volatile boolean stopRequested;

  private long begin;
  private long targetSequences;
  private double targetSeconds;
  private double worstBitsAfter = Double.NEGATIVE_INFINITY;

  /**
   * Makes a trainer with freshly initialised parameters.
   *
   * @param configuration what to train and how
   */
  public Trainer(TrainingConfiguration configuration) {
    this.configuration = configuration;
    var task = configuration.task();
    var network = configuration.network();
    RandomStreams streams = RandomStreams.of(configuration.seed());
    this.random = streams.training();
    this.batch =
        new Batch(configuration.batch(), task.maxSteps(), task.inputs(), task.outputs(), arena);
    Layout layout = Layout.of(network);
    this.parameters = new Parameters(layout, arena);
    this.gradients = new Parameters(layout, arena);
    Initialization.initialize(parameters, network, streams.initialization());
    this.optimizerState =
        new OptimizerState(configuration.optimizer(), parameters.flat().columns(), arena);
    this.worker = new Worker(network, batch, arena);
    this.worker.network().load(parameters);
    this.report = new StepReport(configuration.batch());
  }

  /** Adds a listener; they are called in the order in which they were added. */
  public void addListener(TrainingListener listener) {
    listeners.add(listener);
  }

  /** The parameters in training, valid until {@link #close()}. */
  public Parameters parameters() {
    return parameters;
  }

  /** What is trained and how. */
  public TrainingConfiguration configuration() {
    return configuration;
  }

  /** Asks for an end after the current step. From any thread, before or during {@link #run()}. */
  public void stop() {
    stopRequested = true;
  }

  /**
   * Trains until a limit, the target, {@link #stop()} or divergence. To be called once.
   *
   * @return the outcome
   */
  public TrainingResult run() {
    listeners.forEach(listener -> listener.onBegin(configuration));
    begin = System.nanoTime();
    StopReason reason = null;
    while (reason == null) {
      reason = step() ? reasonToStop() : StopReason.DIVERGED;
    }
    TrainingResult result = result(reason);
    listeners.forEach(listener -> listener.onEnd(result));
    return result;
  }

  /** One step. False, and the parameters untouched, if loss or gradient are not finite. */
  private boolean step() {
    configuration.task().sample(batch, random);
    worker.forward();
    gradients.zero();
    worker.backward(gradients, configuration.loss().scale(configuration.batch()));
    double norm = configuration.clipping().apply(gradients.flat());
    if (!Double.isFinite(worker.bits()) || !Double.isFinite(norm)) {
      return false;
    }
    float rate = configuration.learningRate().at(report.sequences());
    optimizerState.step(parameters.flat(), gradients.flat(), rate);
    worker.network().load(parameters);
    long nanoseconds = System.nanoTime() - begin;
    report.update(optimizerState.steps(), nanoseconds, worker.bits(), worker.wrongBits(), norm);
    // By index: a for-each loop would make an iterator each step.
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onStep(report);
    }
    return true;
  }

  private StopReason reasonToStop() {
    Limits limits = configuration.limits();
    if (targetSequences == 0 && report.windowIsFull() && report.meanBits() < limits.targetBits()) {
      targetSequences = report.sequences();
      targetSeconds = report.seconds();
    }
    if (targetSequences > 0) {
      worstBitsAfter = Math.max(worstBitsAfter, report.meanBits());
      if (report.sequences() >= targetSequences + limits.sequencesAfterTarget()) {
        return StopReason.TARGET;
      }
    }
    if (stopRequested) {
      return StopReason.INTERRUPTED;
    }
    boolean atLimit = targetSequences == 0 && report.sequences() >= limits.maxSequences();
    return atLimit ? StopReason.LIMIT : null;
  }

  private TrainingResult result(StopReason reason) {
    return new TrainingResult(
        reason,
        report.sequences(),
        report.step(),
        (System.nanoTime() - begin) * 1e-9,
        report.meanBits(),
        report.meanWrongBits(),
        targetSequences == 0
            ? null
            : new TrainingResult.Target(targetSequences, targetSeconds, worstBitsAfter));
  }

  @Override
  public void close() {
    worker.close();
    arena.close();
  }
}
