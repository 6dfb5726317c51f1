package io.github.tapehead.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Parallelism;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingReportTest {
  /** A host that is half as fast in the second round changes no factor. */
  @Test
  void factorsAreThoseOfOneRound() {
    ScalingReport report =
        ScalingReport.of(
            "one", Map.of("one", List.of(100.0, 50.0, 80.0), "two", List.of(190.0, 90.0, 160.0)));
    assertEquals(1.9, report.factors("two").median(), 1e-12);
    assertEquals(1.8, report.factors("two").quantile(0.25), 1e-12);
    assertEquals(2.0, report.factors("two").quantile(0.75), 1e-12);
    assertTrue(
        report.toTable().contains("two                           160     1.90   1.80-2.00"),
        report.toTable());
  }

  @Test
  void aTeamTrains() {
    for (Parallelism team :
        List.of(
            new Parallelism.Synchronous(2),
            new Parallelism.Hogwild(2, Parallelism.Moments.SHARED, 0))) {
      double rate = new TeamRun(team, Duration.ofSeconds(5), Duration.ZERO).sequencesPerSecond();
      assertTrue(rate > 0 && rate < 1e6, team + ": " + rate);
    }
  }
}
