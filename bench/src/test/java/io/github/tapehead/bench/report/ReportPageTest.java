package io.github.tapehead.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.bench.Recordings;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  @TempDir private Path folder;

  @Test
  void thePageHoldsEverySectionNewestFirst() throws IOException {
    String page = Files.readString(write());
    List<String> parts =
        List.of(
            "## [2026-02-03-test-cpu-avx2-jdk25](2026-02-03-test-cpu-avx2-jdk25)",
            "Test CPU, 2 cores; Test VM 25; vectors: 256 bits; commit 0000001, clean.",
            "(2026-02-03-test-cpu-avx2-jdk25/notes.md)",
            "| copy-lstm-b1 | 1.25 | 1.22–1.25 | 800 | 12 | 1.12 | 36.0 | – |",
            "| copy-lstm-b16 | 8.00 | 7.84–8.00 | 2,000 | 12 | 8.70 | 59.0 | 31.0 |",
            "measured on another CPU",
            "(2026-02-03-test-cpu-avx2-jdk25/steps.svg)",
            "| step LSTM | 20.0 | 20.0 | 40.0 | 12 |",
            "| Bias.forward | 161 | 400 | 2.48× | 82.0 GB/s | 51 % | L1 |",
            "| Gemm.multiplyAdd | 30,000 | 300,000 | 10.0× | 97.7 GFLOP/s | 78 % | arithmetic |",
            "(2026-02-03-test-cpu-avx2-jdk25/roofline.svg)",
            "| BATCH_16 16×229×400 | 30,050 | 97.5 | 90,500 | 36,500 | 1.21× |",
            "### Where the time goes: copy-lstm-b16",
            "| model | 40 % | 3.24 | – | – |",
            "| step | 8.00 | 8.40 | 1.05× |",
            "| TrainingStepBenchmark.step copy-lstm-b16 | 14,400 | 8,000 | 1.80× |",
            "| seconds to steady | 2 | 3.00 | 2.50–3.50 |",
            "125 GFLOP/s with one thread, 250 with 2",
            "## [2026-01-02-test-cpu-avx2-jdk25](2026-01-02-test-cpu-avx2-jdk25)",
            "measured: MemoryLayoutBenchmark.");
    int at = 0;
    for (String part : parts) {
      int found = page.indexOf(part, at);
      assertTrue(found >= 0, () -> "missing, or out of order: " + part + "\n" + page);
      at = found;
    }
  }

  @Test
  void theSameRecordingsGiveTheSameBytes() throws IOException {
    Path page = write();
    List<Path> files =
        List.of(
            page,
            folder.resolve(Recordings.FULL).resolve(Charts.STEPS),
            folder.resolve(Recordings.FULL).resolve(Charts.ROOFLINE));
    byte[][] first = new byte[files.size()][];
    for (int i = 0; i < first.length; i++) {
      first[i] = Files.readAllBytes(files.get(i));
    }
    writePage();
    for (int i = 0; i < first.length; i++) {
      assertArrayEquals(first[i], Files.readAllBytes(files.get(i)), files.get(i).toString());
    }
  }

  @Test
  void theOverviewHoldsTheMainTables() throws IOException {
    String text = Overview.of(Recording.read(Recordings.at(Recordings.FULL)));
    assertTrue(text.contains("peak: 125 GFLOP/s with one thread, 250 with 2 (256 bits)"), text);
    assertTrue(text.contains("copy-lstm-b16       8.00"), text);
    assertTrue(text.contains("openBlas ns"), text);
  }

  @Test
  void thePeersHaveFiguresForEveryStep() throws IOException {
    Peers peers = Peers.load();
    assertEquals(List.of("JAX/XLA", "PyTorch eager", "torch.compile"), peers.programs());
    assertEquals(6, peers.stepMilliseconds().size());
    assertTrue(Double.isNaN(peers.step("copy-lstm-b1", "torch.compile")));
  }

  private Path write() throws IOException {
    Recordings.copy(Recordings.OLDER, folder);
    Recordings.copy(Recordings.FULL, folder);
    return writePage();
  }

  private Path writePage() throws IOException {
    Path page = folder.resolve("README.md");
    List<Path> recordings =
        List.of(folder.resolve(Recordings.OLDER), folder.resolve(Recordings.FULL));
    new ReportPage(Peers.load()).write(page, recordings);
    return page;
  }
}
