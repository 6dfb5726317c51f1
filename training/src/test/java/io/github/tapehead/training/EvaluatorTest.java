package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.TestSetting;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private final NetworkConfiguration network = TinyCopy.network();
  private final Parameters parameters = new Parameters(Layout.of(network), Arena.ofAuto());

  @Test
  void zeroParametersGuess() {
    TestSetting setting = TinyCopy.TASK.setting(5);
    var result = new Evaluator(6, 4, 1).evaluate(network, parameters, TinyCopy.TASK, setting);
    assertEquals(setting, result.setting());
    assertEquals(8, result.sequences());
    // Five vectors of eight bits, each at a probability of one half.
    assertEquals(40, result.bitsPerSequence(), 1e-4);
    assertEquals(20, result.wrongBitsPerSequence(), 6);
  }

  @Test
  void figuresDependOnTheSeedAloneAndNotOnOtherSettings() {
    Initialization.initialize(parameters, network, RandomStreams.of(1).initialization());
    var evaluator = new Evaluator(8, 4, 7);
    TestSetting five = TinyCopy.TASK.setting(5);
    TestSetting two = TinyCopy.TASK.setting(2);
    List<EvaluationResult> both =
        evaluator.evaluate(network, parameters, TinyCopy.TASK, List.of(two, five));
    assertEquals(both.get(1), evaluator.evaluate(network, parameters, TinyCopy.TASK, five));
  }

  @Test
  void refusesNothingToDo() {
    assertThrows(IllegalArgumentException.class, () -> new Evaluator(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Evaluator(1, 0, 1));
  }
}
