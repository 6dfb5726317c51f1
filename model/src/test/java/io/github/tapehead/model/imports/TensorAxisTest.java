package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkCase;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.imports.TensorAxis.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorAxisTest {
  private static final Pattern NAME = Pattern.compile("\\w+ \\d+:\\d+ \\((.*)\\)");

  /** Two write heads, three read heads, width 4, shifts to ±2. */
  private static final NetworkConfiguration LARGE =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 6, 5)
          .withHidden(7)
          .withLayers(2)
          .withMemory(9, 4)
          .withHeads(3, 2)
          .withShiftRange(2)
          .withInitialState(InitialState.LEARNED);

  static Stream<NetworkCase> networks() {
    return NetworkCase.random(40, 4).stream();
  }

  /** Names are found where they are, and every position of a named axis has one. */
  @ParameterizedTest
  @MethodSource("networks")
  void positionsHaveTheNamesThatFindThem(NetworkCase network) {
    NetworkConfiguration c = network.configuration();
    for (Layout.Tensor tensor : Layout.of(c).tensors()) {
      TensorAxes axes = TensorAxes.of(c, tensor);
      for (TensorAxis axis : List.of(axes.rows(), axes.columns())) {
        for (int i = 0; i < axis.length(); i++) {
          Matcher name = NAME.matcher(axis.describe(new Span(i, 1)));
          if (name.matches()) {
            int position = i;
            List<Span> spans = axis.spans(List.of(name.group(1)));
            assertTrue(
                spans.stream().anyMatch(s -> s.first() <= position && position < s.end()),
                tensor.name() + " " + name.group());
          }
        }
      }
    }
  }

  /** Positions counted by hand from the table in docs/weights.md. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "controller.0.weight | rows | x | 0:6",
        "controller.0.weight | rows | r | 6:18",
        "controller.0.weight | rows | r.2 | 14:18",
        "controller.0.weight | rows | h | 18:25",
        "controller.1.weight | rows | below | 0:7",
        "controller.1.weight | rows | h | 7:14",
        "controller.1.bias | columns | f | 7:14",
        "controller.1.bias | columns | g | 21:28",
        "output.weight | rows | r.0 | 7:11",
        "output.weight | columns | 1:3 | 1:3",
        "initial.weightings | rows | read | 2:5",
        "initial.weightings | rows | write.1 | 1:2",
        "initial.read_vectors | rows | read.2 | 2:3",
        "heads.weight | columns | key | 0:20",
        "heads.bias | columns | write.1.key | 4:8",
        "heads.bias | columns | read.0.key | 8:12",
        "heads.bias | columns | key_strength | 20:25",
        "heads.bias | columns | read.2.gate | 29:30",
        "heads.bias | columns | shift | 30:55",
        "heads.bias | columns | read.0.shift | 40:45",
        "heads.bias | columns | read.0.shift.-2 | 40:41",
        "heads.bias | columns | read.0.shift.0 | 42:43",
        "heads.bias | columns | read.0.shift.+1 | 43:44",
        "heads.bias | columns | sharpening | 55:60",
        "heads.bias | columns | erase | 60:68",
        "heads.bias | columns | write.1.add | 72:76",
        "heads.bias | columns | write.0" + " | 0:4, 20:21, 25:26, 30:35, 55:56, 60:64, 68:72",
        "heads.bias | columns | read.1 | 12:16, 23:24, 28:29, 45:50, 58:59"
      })
  void blocksAreWhereTheFileHasThem(String tensor, String axis, String name, String expected) {
    TensorAxes axes = TensorAxes.of(LARGE, Layout.of(LARGE).tensor(tensor));
    List<Span> spans = (axis.equals("rows") ? axes.rows() : axes.columns()).spans(List.of(name));
    assertEquals("[" + expected + "]", spans.toString());
  }
}
