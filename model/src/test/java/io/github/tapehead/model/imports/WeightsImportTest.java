package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.NetworkCase;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.NetworkGrid;
import io.github.tapehead.model.ParameterShapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each word of a mapping does, number by number. */
class WeightsImportTest {
  private static final int INPUTS = 2;
  private static final int HIDDEN = 3;
  private static final int WIDTH = 2;
  private static final int GATES = 4 * HIDDEN;

  /** Two layers, two read heads, one write head; one output, so that output.weight is a column. */
  private static final NetworkConfiguration SMALL =
      NetworkConfiguration.ntm(ControllerKind.LSTM, INPUTS, 1)
          .withHidden(HIDDEN)
          .withLayers(2)
          .withMemory(5, WIDTH)
          .withHeads(2, 1)
          .withInitialState(InitialState.LEARNED)
          .withInitialMemory(new InitialMemory.Learned());

  @TempDir private Path folder;
  private ImportCase small;

  static List<NetworkCase> networks() {
    List<NetworkCase> grid = NetworkGrid.cases();
    return Stream.concat(
            NetworkCase.random(30, 8).stream(), grid.stream().filter(c -> c.seed() % 9 == 0))
        .toList();
  }

  @BeforeEach
  void prepare() {
    small = new ImportCase(folder, SMALL);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void takesTensorsAsTheyAre(NetworkCase network) throws IOException {
    ImportCase plain = new ImportCase(folder, network.configuration());
    Map<String, float[]> read = plain.read();
    assertEquals(plain.tensors.keySet(), read.keySet());
    plain.tensors.forEach((name, t) -> assertArrayEquals(t.values(), read.get(name), name));
  }

  /** PyTorch: gates i, f, g, o along the rows; here with the read vectors before the inputs. */
  @Test
  void rowsAndGatesInAnotherOrderTransposed() throws IOException {
    int below = 2 * WIDTH + INPUTS;
    float[] ih = small.tensor("weight_ih", GATES, below);
    float[] hh = small.tensor("weight_hh", GATES, HIDDEN);
    String gates = ", 'columns': ['i', 'f', 'g', 'o'], 'transpose': true";
    float[] read =
        small
            .instead(
                "controller.0.weight",
                "'from': 'weight_ih', 'rows': ['r', 'x']" + gates,
                "'from': 'weight_hh', 'rows': 'h'" + gates)
            .read()
            .get("controller.0.weight");
    int[] gate = {0, 1, 3, 2};
    for (int j = 0; j < GATES; j++) {
      int column = gate[j / HIDDEN] * HIDDEN + j % HIDDEN;
      for (int x = 0; x < INPUTS; x++) {
        assertEquals(ih[j * below + 2 * WIDTH + x], read[x * GATES + column]);
      }
      for (int r = 0; r < 2 * WIDTH; r++) {
        assertEquals(ih[j * below + r], read[(INPUTS + r) * GATES + column]);
      }
      for (int h = 0; h < HIDDEN; h++) {
        assertEquals(hh[j * HIDDEN + h], read[(below + h) * GATES + column]);
      }
    }
  }

  /** Keras: i, f, c, o along the columns, below and recurrent apart; a source for each gate. */
  @Test
  void upperLayersAndSeparateGates() throws IOException {
    float[] kernel = small.tensor("kernel", HIDDEN, GATES);
    float[] output = small.tensor("recurrent.o", HIDDEN, HIDDEN);
    small.tensor("recurrent.ifc", HIDDEN, 3 * HIDDEN);
    float[] read =
        small
            .instead(
                "controller.1.weight",
                "'from': 'kernel', 'rows': 'below', 'columns': ['i', 'f', 'g', 'o']",
                "'from': 'recurrent.o', 'rows': 'h', 'columns': 'o'",
                "'from': 'recurrent.ifc', 'rows': ['h'], 'columns': ['i', 'f', 'g']")
            .read()
            .get("controller.1.weight");
    for (int k = 0; k < HIDDEN; k++) {
      for (int u = 0; u < HIDDEN; u++) {
        assertEquals(kernel[k * GATES + 2 * HIDDEN + u], read[k * GATES + 3 * HIDDEN + u]);
        assertEquals(output[k * HIDDEN + u], read[(HIDDEN + k) * GATES + 2 * HIDDEN + u]);
      }
    }
  }

  /** Head by head instead of part by part, shifts the other way round, columns by number. */
  @Test
  void headsPartsAndShifts() throws IOException {
    float[] r0 = small.tensor("read0", WIDTH + 6);
    float[] r1 = small.tensor("read1", WIDTH + 6);
    float[] w0 = small.tensor("write0", 3 * WIDTH + 6);
    float[] read =
        small
            .instead(
                "heads.bias",
                "'from': 'read0', 'columns': ['read.0']",
                "'from': 'read1', 'columns': ['read.1.sharpening', 'read.1.key',"
                    + " 'read.1.key_strength', 'read.1.shift.+1', 'read.1.shift.0',"
                    + " 'read.1.shift.-1', 'read.1.gate']",
                "'from': 'write0', 'columns': ['write.0.key', '6:7', '9:10', '12:15', '21:22',"
                    + " 'add', 'erase']")
            .read()
            .get("heads.bias");
    float[] expected = {
      w0[0],
      w0[1],
      r0[0],
      r0[1],
      r1[1],
      r1[2], // keys
      w0[2],
      r0[2],
      r1[3], // key strengths
      w0[3],
      r0[3],
      r1[7], // gates
      w0[4],
      w0[5],
      w0[6],
      r0[4],
      r0[5],
      r0[6],
      r1[6],
      r1[5],
      r1[4], // shifts
      w0[7],
      r0[7],
      r1[0], // sharpenings
      w0[10],
      w0[11],
      w0[8],
      w0[9] // erase, add
    };
    assertArrayEquals(expected, read);
  }

  /** Parts of one source go to several tensors; ones of a larger shape lose dimensions of 1. */
  @Test
  void slicesShapesAndVectors() throws IOException {
    float[] all = small.tensor("all", 2, 1, HIDDEN);
    float[] flat = small.tensor("flat", 1, 5 * WIDTH);
    float[] row = small.tensor("row", 1, HIDDEN + 2 * WIDTH);
    float[] wide = small.tensor("wide", 4, 5);
    float[] whole = small.tensor("whole", GATES, 1);
    Map<String, float[]> read =
        small
            .instead("initial.hidden.0", "'from': {'tensor': 'all', 'rows': '1:2'}")
            .instead("initial.cell.0", "'from': {'tensor': 'all', 'rows': '0:1'}")
            .instead("initial.memory", "'from': {'tensor': 'flat', 'shape': [5, 2]}")
            .instead("output.weight", "'from': 'row', 'transpose': true")
            .instead(
                "initial.weightings",
                "'from': {'tensor': 'wide', 'rows': '0:2'}, 'rows': ['read.1', 'write.0']",
                "'from': {'tensor': 'wide', 'rows': '3:4', 'columns': '0:5'}, 'rows': 'read.0'")
            .instead("controller.1.bias", "'from': 'whole'")
            .instead(
                "initial.cell.1", "'from': {'tensor': 'wide', 'rows': '2:3', 'columns': '0:3'}")
            .instead(
                "initial.read_vectors",
                "'rows': 'read.1', 'from': {'tensor': 'wide', 'rows': '2:3', 'columns': '3:5'}",
                "'rows': 'read.0', 'from': {'tensor': 'wide', 'rows': '1:3', 'columns': '4:5'}")
            .read();
    assertArrayEquals(new float[] {all[3], all[4], all[5]}, read.get("initial.hidden.0"));
    assertArrayEquals(new float[] {all[0], all[1], all[2]}, read.get("initial.cell.0"));
    assertArrayEquals(flat, read.get("initial.memory"));
    assertArrayEquals(row, read.get("output.weight"));
    float[] weightings = read.get("initial.weightings");
    for (int n = 0; n < 5; n++) {
      assertEquals(wide[5 + n], weightings[n]);
      assertEquals(wide[15 + n], weightings[5 + n]);
      assertEquals(wide[n], weightings[10 + n]);
    }
    assertArrayEquals(new float[] {wide[10], wide[11], wide[12]}, read.get("initial.cell.1"));
    assertArrayEquals(
        new float[] {wide[9], wide[14], wide[13], wide[14]}, read.get("initial.read_vectors"));
    assertArrayEquals(whole, read.get("controller.1.bias"));
  }

  @Test
  void sumsAndConstants() throws IOException {
    float[] ih = small.tensor("bias_ih", GATES);
    float[] hh = small.tensor("bias_hh", GATES);
    float[] cell = small.tensor("cell", GATES);
    Map<String, float[]> read =
        small
            .instead("controller.0.bias", "'from': ['bias_ih', 'bias_hh', 'bias_ih']")
            .instead(
                "controller.1.bias",
                "'from': 'cell', 'columns': ['i', 'g', 'f', 'o'], 'plus': {'f': 1, '0:1': -0.5}")
            .instead("initial.hidden.0", "'value': 0.25, 'plus': {'1:2': 1}")
            .read();
    for (int j = 0; j < GATES; j++) {
      double sum = (double) ih[j] + hh[j] + ih[j];
      assertEquals((float) sum, read.get("controller.0.bias")[j]);
    }
    float[] bias = read.get("controller.1.bias");
    assertEquals(cell[0] - 0.5f, bias[0]);
    assertEquals(cell[1], bias[1]);
    assertEquals(cell[2 * HIDDEN] + 1, bias[HIDDEN]);
    assertEquals(cell[HIDDEN], bias[3 * HIDDEN]);
    assertArrayEquals(new float[] {0.25f, 1.25f, 0.25f}, read.get("initial.hidden.0"));
  }

  /** What is moved keeps its bits, the sign of zero too. */
  @Test
  void movesBits() throws IOException {
    float[] values = small.tensor("vector", HIDDEN);
    values[0] = -0f;
    values[1] = Float.MIN_VALUE;
    values[2] = -Float.MAX_VALUE;
    small.instead("initial.hidden.1", "'from': ['vector']");
    assertArrayEquals(values, small.read().get("initial.hidden.1"));
  }

  @Test
  void ignoresWhatIsNamed() throws IOException {
    small.tensor("steps", 1)[0] = Float.NaN;
    assertEquals(
        ParameterShapes.of(SMALL).keySet(), small.more("'ignore': ['steps']").read().keySet());
  }
}
