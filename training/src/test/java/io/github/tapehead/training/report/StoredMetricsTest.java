package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredMetricsTest {
  @TempDir private Path folder;

  @Test
  void readsWhatAListenerHasWritten() throws IOException {
    Path path = folder.resolve("metrics.csv");
    try (CsvListener csv = new CsvListener(path, 2)) {
      ReportsTest.run(4, csv);
    }
    StoredMetrics metrics = StoredMetrics.read(path);
    assertArrayEquals(new double[] {16, 32, 64}, metrics.sequences());
    assertEquals(3, metrics.bits().length);
    assertTrue(metrics.bits()[2] > 0);
    assertArrayEquals(new double[] {1, 1, 1}, metrics.reach());
    assertEquals(0, metrics.growing());
  }

  @Test
  void growingIsWhatIsBelowFullSize() throws IOException {
    String header = "sequences,mean_bits_last_1000,reach\n";
    Path path = folder.resolve("metrics.csv");
    Files.writeString(path, header + "16,9,0.125\n32,8,0.5\n48,20,1\n");
    StoredMetrics grown = StoredMetrics.read(path);
    assertEquals(2, grown.growing());
    assertEquals(1, grown.lastReach());
    Files.writeString(path, header);
    assertEquals(Double.NaN, StoredMetrics.read(path).lastReach());
  }

  @Test
  void tablesWithoutReachDoNotTell() throws IOException {
    Path path = folder.resolve("metrics.csv");
    Files.writeString(path, "sequences,mean_bits_last_1000\n16,9\n");
    StoredMetrics metrics = StoredMetrics.read(path);
    assertEquals(0, metrics.growing());
    assertEquals(Double.NaN, metrics.lastReach());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | columns [], expected sequences",
        "step,bits | columns [step, bits], expected sequences",
        "sequences,mean_bits_last_1000;16 | line 2, 16, expected a number as mean_bits_last_1000",
        "sequences,mean_bits_last_1000;16,1;x,2 | line 3, x,2, expected a number as sequences",
      })
  void otherTablesAreRefused(String text, String message) throws IOException {
    Path path = Files.writeString(folder.resolve("metrics.csv"), text.replace(';', '\n'));
    var thrown = assertThrows(IllegalArgumentException.class, () -> StoredMetrics.read(path));
    assertEquals(path + ": " + message, thrown.getMessage());
  }
}
