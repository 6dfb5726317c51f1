package io.github.tapehead.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.bench.compare.Comparison.Verdict;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final String STEADY = "[[100, 101, 99], [100, 102, 98], [101, 100, 99]]";
  private static final String SLOWER = "[[130, 131, 129], [130, 132, 128], [131, 130, 129]]";
  private static final String FASTER = "[[70, 71, 69], [70, 72, 68], [71, 70, 69]]";
  private static final String UNSTEADY = "[[100, 90, 110], [140, 150, 135], [100, 120, 160]]";

  @TempDir private Path folder;

  @Test
  void aSlowdownBeyondTheThresholdIsARegression() throws IOException {
    Comparison comparison = compare(STEADY, SLOWER, "ns/op");
    Comparison.Row row = comparison.rows().getFirst();
    assertEquals("T.m", row.label());
    assertEquals(1.3, row.ratio(), 0.01);
    assertTrue(row.low() > 1.1 && row.low() <= row.ratio() && row.ratio() <= row.high());
    assertEquals(Verdict.REGRESSED, row.verdict());
    assertTrue(comparison.regressed());
    assertTrue(comparison.table().text().contains("regressed"));
  }

  @Test
  void aSpeedUpIsAnImprovement() throws IOException {
    Comparison comparison = compare(STEADY, FASTER, "ns/op");
    assertEquals(Verdict.IMPROVED, comparison.rows().getFirst().verdict());
    assertFalse(comparison.regressed());
  }

  @Test
  void aSpreadThatReachesTheThresholdIsNoRegression() throws IOException {
    Comparison comparison = compare(STEADY, UNSTEADY, "ns/op");
    assertTrue(comparison.rows().getFirst().ratio() > 1.1);
    assertEquals(Verdict.SAME, comparison.rows().getFirst().verdict());
  }

  @Test
  void moreThroughputIsAnImprovement() throws IOException {
    assertEquals(Verdict.IMPROVED, compare(STEADY, SLOWER, "ops/s").rows().getFirst().verdict());
  }

  @Test
  void theSameMeasurementsGiveTheSameInterval() throws IOException {
    assertEquals(
        compare(STEADY, UNSTEADY, "ns/op").rows(), compare(STEADY, UNSTEADY, "ns/op").rows());
  }

  @Test
  void whatIsMissingAndWhereHostsDifferIsSaid() throws IOException {
    Recording before = recording("old", "a", STEADY, "ns/op", "CPU: A");
    Recording after = recording("new", "b", "[[1, 2]]", "ns/op", "CPU: B");
    Comparison comparison = Comparison.of(before, after, 1.1);
    assertEquals(List.of("T.a"), comparison.onlyOld());
    assertEquals(List.of("T.b"), comparison.onlyNew());
    String warnings = String.join("\n", comparison.warnings());
    assertTrue(warnings.contains("hosts differ in CPU: A / B"), warnings);
    assertTrue(warnings.contains("new: some benchmarks have one fork"), warnings);
    assertTrue(warnings.contains("no benchmark is in both"), warnings);
  }

  @Test
  void aThresholdBelowOneIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> Comparison.of(null, null, 0.9));
    assertEquals("threshold: 0.9, expected 1 or more", error.getMessage());
  }

  private Comparison compare(String before, String after, String unit) throws IOException {
    return Comparison.of(
        recording("old", "m", before, unit, "CPU: A"),
        recording("new", "m", after, unit, "CPU: A"),
        1.1);
  }

  private Recording recording(String name, String method, String rawData, String unit, String host)
      throws IOException {
    Path path = Files.createDirectories(folder.resolve(name));
    Files.writeString(path.resolve(Recording.HOST), host + "\n");
    String json =
        """
        [{"benchmark": "p.T.%s", "mode": "x", "primaryMetric": {"scoreUnit": "%s", "rawData": %s}}]
        """;
    Files.writeString(path.resolve(Recording.RESULTS), json.formatted(method, unit, rawData));
    return Recording.read(path);
  }
}
