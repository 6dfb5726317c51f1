package io.github.tapehead.training.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoresTest {
  @Test
  void threadsOfOneCoreCountOnce(@TempDir Path folder) throws IOException {
    cpu(folder, "cpu0", "0,2");
    cpu(folder, "cpu1", "1,3");
    cpu(folder, "cpu2", "0,2");
    cpu(folder, "cpu3", "1,3");
    Files.createDirectories(folder.resolve("cpufreq"));
    Files.createDirectories(folder.resolve("cpu4")); // is offline
    assertEquals(2, Cores.physical(folder));
  }

  @Test
  void withoutThatKnowledgeAllProcessorsCount(@TempDir Path folder) {
    assertEquals(Integer.MAX_VALUE, Cores.physical(folder));
    assertEquals(Integer.MAX_VALUE, Cores.physical(folder.resolve("none")));
    int cores = Cores.physical();
    assertTrue(cores >= 1 && cores <= Runtime.getRuntime().availableProcessors(), "" + cores);
  }

  private static void cpu(Path folder, String name, String siblings) throws IOException {
    Path topology = Files.createDirectories(folder.resolve(name).resolve("topology"));
    Files.writeString(topology.resolve("thread_siblings_list"), siblings + "\n");
  }
}
