package io.github.tapehead.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.bench.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir private Path folder;

  @Test
  void allFilesOfAFolderAreRead() throws IOException {
    Recording recording = Recording.read(Recordings.at(Recordings.FULL));
    assertEquals(12, recording.results().size());
    assertEquals(List.of(128, 256), List.copyOf(recording.widths().keySet()));
    assertEquals(3, recording.work().size());
    assertEquals(125, recording.roofline().orElseThrow().peak().median());
    assertEquals("copy-lstm-b16", recording.breakdowns().getFirst().workload());
    assertTrue(recording.cold().isPresent());
    assertEquals("Test CPU", recording.host().fact("CPU"));
  }

  @Test
  void sampledTimesBecomeNanosecondsAndMediansOfIterations() throws IOException {
    JmhResult step =
        Recording.read(Recordings.at(Recordings.FULL)).of("TrainingStepBenchmark").getFirst();
    assertEquals("TrainingStepBenchmark.step copy-lstm-b16", step.label());
    assertEquals(3, step.forks().size());
    assertEquals(8e6, step.forks().getFirst().get(0), 1);
    assertEquals(7.84e6, step.forks().getFirst().get(1), 1);
    assertEquals(12.3, step.allocated());
  }

  @Test
  void whatIsNotThereIsEmptyOrNamed() throws IOException {
    Recording empty = Recording.read(folder);
    assertTrue(empty.results().isEmpty());
    assertFalse(empty.roofline().isPresent());
    var missing =
        assertThrows(
            IllegalArgumentException.class, () -> Recording.read(folder.resolve("nowhere")));
    assertTrue(missing.getMessage().contains("nowhere: no such folder; expected"));
    Path broken = Files.writeString(folder.resolve(Recording.RESULTS), "{");
    var error = assertThrows(IllegalArgumentException.class, () -> JmhResults.read(broken));
    assertTrue(error.getMessage().startsWith("results.json: not the JSON expected"));
  }

  @Test
  void mergingReplacesTheSameBenchmarkAndKeepsOthers() throws IOException {
    Path into = folder.resolve("into.json");
    JmhResults.merge(Files.writeString(folder.resolve("a.json"), entry("a", 1)), into);
    JmhResults.merge(Files.writeString(folder.resolve("b.json"), entry("b", 2)), into);
    JmhResults.merge(Files.writeString(folder.resolve("a.json"), entry("a", 3)), into);
    List<Double> medians = JmhResults.read(into).stream().map(JmhResult::median).toList();
    assertEquals(List.of(3.0, 2.0), medians);
    assertFalse(Files.readString(into).contains("/bin/java"));
  }

  @Test
  void hostsDifferInWhatMatters() {
    HostDescription one = new HostDescription(Map.of("CPU", "A", "Commit", "1"));
    HostDescription two = new HostDescription(Map.of("CPU", "B", "Commit", "2"));
    assertEquals(List.of("CPU: A / B"), one.differences(two));
    assertEquals("A; B", one.extendedBy(two).fact("CPU"));
    assertEquals("A; B", one.extendedBy(two).extendedBy(one).fact("CPU"));
  }

  private static String entry(String method, double value) {
    return """
    [{"jvm": "/bin/java", "benchmark": "p.T.%s", "mode": "avgt",
      "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%s]]}}]
    """
        .formatted(method, value);
  }
}
