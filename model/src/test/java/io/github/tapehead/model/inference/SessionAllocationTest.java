package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of sessions allocate nothing once they are compiled, through every way in. */
class SessionAllocationTest {
  /** Enough to catch what allocates only now and then. */
  private static final int QUIET = 20_000;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(300);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"LSTM, 1", "LSTM, 16", "FEED_FORWARD, 1", "FEED_FORWARD, 3"})
  void stepsAllocateNothing(ControllerKind kind, int size) {
    NetworkConfiguration c = NetworkConfiguration.ntm(kind, 10, 8);
    float[] input = new float[size * c.inputs()];
    float[] output = new float[size * c.outputs()];
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(c, 1);
        SessionBatch sessions = model.sessions(size)) {
      MemorySegment in = arena.allocate(4L * input.length, 4);
      MemorySegment out = arena.allocate(4L * output.length, 4);
      long end = System.nanoTime() + PATIENCE;
      long bytes = 0;
      int quiet = 0;
      for (int step = 0; quiet < QUIET / size; step++) {
        if (System.nanoTime() > end) {
          fail(kind + " batch " + size + ": " + bytes + " bytes in step " + step);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        input[0] = step;
        sessions.step(input, output);
        sessions.run(in, out);
        sessions.state("memory").get(0, 0);
        bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        quiet = bytes == 0 ? quiet + 1 : 0;
      }
    }
  }
}
