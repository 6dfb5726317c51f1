package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A network says what it has not got. */
class NetworkRefusalTest {
  private static final NetworkConfiguration FEED_FORWARD =
      NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 4, 3).withHidden(5);

  @Test
  void stateThatIsNotThere() {
    try (Network network = new Network(FEED_FORWARD.withoutMemory(), 1, 2)) {
      assertState("controller: ff, expected one with cells", () -> network.cell(0, 0));
      for (Executable call :
          new Executable[] {
            () -> network.reads(0),
            () -> network.memory(0),
            () -> network.readWeighting(0),
            () -> network.writeWeighting(0)
          }) {
        assertState("memory: none, expected one", call);
      }
    }
  }

  @Test
  void sizesAndParametersThatDoNotFit() {
    assertArgument(
        "network: batch 0, steps 2, expected 1 or more of each",
        () -> new Network(FEED_FORWARD, 0, 2));
    try (Network network = new Network(FEED_FORWARD, 1, 2);
        Arena arena = Arena.ofConfined()) {
      assertArgument("steps: 3, expected from 1 to 2", () -> network.forward(3));
      NetworkConfiguration other = FEED_FORWARD.withInitialMemory(new InitialMemory.Learned());
      Parameters others = new Parameters(Layout.of(other), arena);
      assertArgument("parameters: of another configuration", () -> network.load(others));
    }
  }

  private static void assertState(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }

  private static void assertArgument(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
