package io.github.tapehead.training.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.WeightsFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the files, seen without a runtime. */
class OnnxExportTest {
  /** Operators whose form in opset 13 is that of all later ones. */
  private static final Set<String> OPERATORS =
      Set.of(
          "Add",
          "Clip",
          "Concat",
          "Div",
          "Exp",
          "Expand",
          "Gemm",
          "Identity",
          "Log",
          "MatMul",
          "Min",
          "Mul",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Sigmoid",
          "Slice",
          "Softmax",
          "Softplus",
          "Split",
          "Sqrt",
          "Sub",
          "Tanh",
          "Transpose");

  @TempDir private Path folder;

  static Stream<String> cases() {
    return OnnxCases.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyGraphIsWellFormed(String name) throws IOException {
    for (Path file : export(OnnxCases.all().get(name), "network.onnx")) {
      OnnxReader model = new OnnxReader(Files.readAllBytes(file));
      assertEquals(7, model.number(1), "ir_version");
      assertEquals(13, model.message(8).number(2), "opset");
      OnnxReader graph = model.message(7);
      Set<String> defined = new HashSet<>();
      graph.messages(11).forEach(input -> assertTrue(defined.add(input.text(1))));
      for (OnnxReader constant : graph.messages(5)) {
        assertTrue(defined.add(constant.text(8)), constant.text(8));
        long bytes = constant.number(2) == 1 ? Float.BYTES : Long.BYTES;
        long expected = constant.numbers(1).stream().reduce(bytes, (a, b) -> a * b);
        assertEquals(List.of((int) expected), constant.lengths(9), constant.text(8));
      }
      for (OnnxReader node : graph.messages(1)) {
        assertTrue(OPERATORS.contains(node.text(4)), node.text(4));
        node.texts(1).forEach(operand -> assertTrue(defined.contains(operand), operand));
        node.texts(2).forEach(result -> assertTrue(defined.add(result), result));
      }
      graph.messages(12).forEach(output -> assertTrue(defined.contains(output.text(1))));
    }
  }

  @Test
  void namesAndShapesAreThoseOfTheDocumentation() throws IOException {
    NetworkConfiguration c =
        NetworkConfiguration.ntm(ControllerKind.LSTM, 5, 4)
            .withHidden(13)
            .withMemory(11, 6)
            .withHeads(2, 3);
    List<Path> files = export(c, "network.onnx");
    assertEquals(
        List.of(folder.resolve("network.onnx"), folder.resolve("network.initial.onnx")), files);
    OnnxReader step = new OnnxReader(Files.readAllBytes(files.get(0))).message(7);
    List<String> states =
        List.of(
            "memory [batch, 11, 6]",
            "reads [batch, 2, 6]",
            "write_weightings [batch, 3, 11]",
            "read_weightings [batch, 2, 11]",
            "hidden.0 [batch, 13]",
            "cell.0 [batch, 13]");
    assertEquals("input [batch, 5]", declarations(step, 11).getFirst());
    assertEquals("logits [batch, 4]", declarations(step, 12).getFirst());
    assertEquals(Set.copyOf(states), Set.copyOf(declarations(step, 11).subList(1, 7)));
    assertEquals(
        declarations(step, 11).subList(1, 7).stream().map("next_"::concat).toList(),
        declarations(step, 12).subList(1, 7));
    OnnxReader initial = new OnnxReader(Files.readAllBytes(files.get(1))).message(7);
    assertEquals(List.of("batch [1]"), declarations(initial, 11));
    assertEquals(declarations(step, 11).subList(1, 7), declarations(initial, 12));
  }

  @Test
  void metadataAreThoseOfTheWeights() throws IOException {
    NetworkConfiguration c = OnnxCases.all().get("lstm");
    for (Path file : export(c, "network.onnx")) {
      OnnxReader model = new OnnxReader(Files.readAllBytes(file));
      assertEquals("tapehead", model.text(2));
      Map<String, String> metadata = new TreeMap<>();
      model.messages(14).forEach(entry -> metadata.put(entry.text(1), entry.text(2)));
      assertEquals(Set.of("config", "format", "task"), metadata.keySet());
      assertEquals(c, NetworkConfiguration.fromJson(metadata.get("config")));
    }
  }

  @Test
  void sameWeightsGiveTheSameBytes() throws IOException {
    NetworkConfiguration c = OnnxCases.all().get("learned memory");
    List<Path> first = export(c, "first.onnx");
    List<Path> second = export(c, "second.onnx");
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(Files.readAllBytes(first.get(i)), Files.readAllBytes(second.get(i)));
    }
  }

  @Test
  void networksWithoutStateHaveNoInitialState() throws IOException {
    NetworkConfiguration c = OnnxCases.all().get("feed-forward without memory");
    export(OnnxCases.all().get("lstm"), "network.onnx");
    assertEquals(List.of(folder.resolve("network.onnx")), export(c, "network.onnx"));
    assertFalse(Files.exists(folder.resolve("network.initial.onnx")));
  }

  @Test
  void refusesOtherNames() {
    NetworkConfiguration c = OnnxCases.all().get("lstm");
    for (String name : List.of("network.bin", ".onnx", "network")) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> export(c, name));
      assertEquals(
          folder.resolve(name) + ": expected a name that ends in .onnx", error.getMessage());
    }
  }

  @Test
  void failedWritesLeaveNothingBehind() throws IOException {
    NetworkConfiguration c = OnnxCases.all().get("lstm");
    Path taken = Files.createDirectory(folder.resolve("taken.onnx"));
    assertThrows(FileSystemException.class, () -> export(c, "taken.onnx"));
    assertThrows(FileSystemException.class, () -> export(c, "none/network.onnx"));
    Path takenToo = Files.createDirectory(folder.resolve("network.initial.onnx"));
    assertThrows(FileSystemException.class, () -> export(c, "network.onnx"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(Set.of(taken, takenToo), files.collect(Collectors.toSet()));
    }
  }

  @Test
  void refusesWhatTheFormatCannotHold() {
    NetworkConfiguration c =
        NetworkConfiguration.ntm(ControllerKind.LSTM, 65_000, 65_000)
            .withHidden(1000)
            .withoutMemory();
    OnnxExport.requireFit(Layout.of(c));
    Layout layout = Layout.of(c.withLayers(33));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> OnnxExport.requireFit(layout));
    assertTrue(error.getMessage().startsWith("weights: "), error.getMessage());
  }

  private List<Path> export(NetworkConfiguration configuration, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile weights = OnnxCases.weights(configuration, arena);
      return OnnxExport.write(folder.resolve(name), weights);
    }
  }

  /** Names and shapes of inputs (field 11) or outputs (12). */
  private static List<String> declarations(OnnxReader graph, int field) {
    return graph.messages(field).stream()
        .map(value -> {
          OnnxReader shape = value.message(2).message(1).message(2);
          List<String> sizes =
              shape.messages(1).stream()
                  .map(size ->
                      size.texts(2).isEmpty() ? Long.toString(size.number(1)) : size.text(2))
                  .toList();
          return value.text(1) + " " + sizes;
        })
        .toList();
  }
}
