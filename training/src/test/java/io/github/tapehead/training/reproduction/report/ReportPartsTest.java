package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.LineChart;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.reproduction.Experiments;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import io.github.tapehead.training.task.TestSetting;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportPartsTest {
  @Test
  void spreadIsMedianAndRangeOfNumbers() {
    Spread spread = Spread.of(List.of(5.0, Double.NaN, 1.0, 2.0, 4.0));
    assertEquals(new Spread(5, 4, 1, 3, 5), spread);
    assertEquals("3 (1–5), 4 of 5", spread.text(Numbers::plain));
    assertEquals("3 (1–5)", Spread.of(List.of(5.0, 3.0, 1.0)).text(Numbers::plain));
    assertEquals("7", Spread.of(List.of(7.0)).text(Numbers::plain));
    assertEquals("–", Spread.of(List.of()).text(Numbers::significant));
  }

  @Test
  void seedsWithoutACostAreWorseThanAnyOther() {
    double none = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    assertEquals("4 (1–5), 3 of 4", costs(5.0, none, 1.0, 3.0));
    assertEquals("5 (1–5), 3 of 5", costs(5.0, infinite, 1.0, none, 3.0));
    assertEquals("– (1–5), 2 of 4", costs(5.0, none, 1.0, infinite));
    assertEquals("– (1), 1 of 3", costs(none, 1.0, none));
    assertEquals("–", costs(none, none));
    assertEquals("7", costs(7.0));
  }

  private static String costs(Double... values) {
    return Spread.ofCosts(List.of(values)).text(Numbers::plain);
  }

  @Test
  void scoredOutputsAreThoseOfEverySequence() {
    assertEquals(OptionalInt.of(80), scored("copy", 0));
    assertEquals(OptionalInt.of(195), scored("ngrams", 0));
    Task copy = Tasks.named("copy");
    TestSetting mixed =
        new TestSetting(
            "1 to 20",
            20,
            copy.maxSteps(),
            (batch, random) -> copy.sample(batch, Sizes.UNIFORM, random));
    assertEquals(OptionalInt.empty(), ScoredOutputs.of(copy, mixed));
  }

  private static OptionalInt scored(String task, int test) {
    return ScoredOutputs.of(Tasks.named(task), Tasks.named(task).evaluations().get(test));
  }

  @Test
  void onlyLogarithmicAxesHaveNoPlaceForZero() {
    LineChart linear = LineChart.linear("", "", "");
    LineChart logarithmic = LineChart.logarithmic("", "", "");
    assertTrue(TaskCharts.hasPlace(0, linear));
    assertFalse(TaskCharts.hasPlace(0, logarithmic));
    assertTrue(TaskCharts.hasPlace(1, logarithmic));
    assertFalse(TaskCharts.hasPlace(Double.NaN, linear));
  }

  @Test
  void thePaperHasAllItsTasksAndNetworks() {
    assertEquals(5, Experiments.tasks().size());
    for (Task task : Experiments.tasks()) {
      assertTrue(TaskTexts.text(task).startsWith("Section 4."), task.name());
      assertTrue(TaskTexts.memoryFigure(task).isPresent(), task.name());
      for (NetworkKind network : NetworkKind.values()) {
        assertTrue(PaperValues.network(task.name(), network).isPresent(), task + " " + network);
        assertTrue(PaperValues.learning(task.name(), network).isPresent(), task + " " + network);
      }
    }
    assertTrue(PaperValues.network("parentheses", NetworkKind.LSTM).isEmpty());
    assertTrue(PaperValues.learning("parentheses", NetworkKind.LSTM).isEmpty());
  }
}
