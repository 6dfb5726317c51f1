package io.github.tapehead.bench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
  @Test
  void theFolderNamesDayCpuVectorsAndJdk() {
    Host host = Host.of(List.of("model name\t: AMD EPYC", "flags\t\t: fpu fma avx2"));
    assertEquals("2026-11-21-amd-epyc-avx2-jdk25", host.folderName(LocalDate.of(2026, 11, 21), 25));
  }

  @Test
  void slugsLeaveOutWhatEveryNameHolds() {
    assertEquals(
        "intel-xeon-platinum-8488c-avx512",
        slug("Intel(R) Xeon(R) Platinum 8488C CPU @ 2.40GHz", "avx2 avx512f"));
    assertEquals(
        "amd-ryzen-9-9950x-avx512", slug("AMD Ryzen 9 9950X 16-Core Processor", "avx512f"));
    assertEquals("plain", slug("plain", ""));
  }

  @Test
  void theDescriptionNamesNoFolder() {
    Host host = Host.of(List.of("model name: X", "cpu family: 6", "model: 1", "flags: fma"));
    var facts = host.describe(Path.of("/nonexistent")).facts();
    assertEquals("X", facts.get("CPU"));
    assertEquals("6, model 1", facts.get("Family"));
    assertEquals("fma", facts.get("Vectors"));
    assertEquals("unknown", facts.get("Commit"));
  }

  private static String slug(String model, String flags) {
    return Host.of(List.of("model name: " + model, "flags: " + flags)).slug();
  }
}
