package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A training step allocates nothing once it is compiled. One vector that the compiler keeps on the
 * heap makes megabytes a step of it, so this is a test of the kernels' shape as well.
 */
class NetworkAllocationTest {
  private static final int STEPS = 4;

  /** Quiet for so many training steps on end counts as compiled. */
  private static final int QUIET = 20;

  /** Compilation takes seconds, and on a busy machine with few cores much longer. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(300);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"LSTM, 1", "LSTM, 16", "FEED_FORWARD, 1", "FEED_FORWARD, 16"})
  void trainingStepAllocatesNothing(ControllerKind kind, int batch) {
    verify(NetworkConfiguration.ntm(kind, 10, 8), batch);
  }

  @Test
  void norWhereEverythingIsLearnedAndClipped() {
    NetworkConfiguration configuration =
        NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8)
            .withLayers(2)
            .withHeads(2, 1)
            .withInitialState(InitialState.LEARNED)
            .withInitialMemory(new InitialMemory.Learned())
            .withHeadClip(20);
    verify(configuration, 2);
  }

  @Test
  void norWithOtherActivationsAndGivenStates() {
    verify(
        NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 10, 8)
            .change()
            .initialState(InitialState.GIVEN)
            .initialMemory(new InitialMemory.Given())
            .activation(HeadPart.KEY, Activation.RELU)
            .activation(HeadPart.KEY_STRENGTH, Activation.EXP)
            .activation(HeadPart.SHIFT, Activation.SOFTMAX_RELU)
            .activation(HeadPart.SHARPENING, Activation.ONE_PLUS_RELU)
            .activation(HeadPart.ADD, Activation.IDENTITY)
            .build(),
        2);
  }

  private static void verify(NetworkConfiguration configuration, int batch) {
    NetworkCase networkCase = new NetworkCase(1, configuration, batch, STEPS, 1);
    try (NetworkRun run = new NetworkRun(configuration, batch, STEPS, networkCase.parameters())) {
      run.forward(networkCase.inputs());
      long end = System.nanoTime() + PATIENCE;
      long bytes = 0;
      long steps = 0;
      int quiet = 0;
      while (quiet < QUIET) {
        if (System.nanoTime() > end) {
          fail(configuration + " batch " + batch + ": " + bytes + " bytes in step " + steps);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        trainingStep(run);
        bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        quiet = bytes == 0 ? quiet + 1 : 0;
        steps++;
      }
    }
  }

  private static void trainingStep(NetworkRun run) {
    run.network.load(run.parameters);
    run.network.inputs(STEPS).set(0, 0, 1);
    run.network.forward(STEPS);
    run.network.logits(STEPS);
    run.network.dLogits(STEPS).set(0, 0, 1);
    run.network.backward(STEPS, run.gradients);
  }
}
