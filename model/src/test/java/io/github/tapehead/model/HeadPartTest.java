package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of the heads: the page about them, and their way through JSON. */
class HeadPartTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs/networks.md");

  private static final String PAPER = NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8).toJson();

  /** The page's table has every option with its values, the default first. */
  @Test
  void thePageHasTheSameTable() throws IOException {
    Map<String, List<String>> page = new LinkedHashMap<>();
    List<String> options = List.of();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      if (cells.length < 6) {
        options = List.of();
        continue;
      }
      if (!cells[1].isBlank()) {
        options = List.of(cells[1].replace("`", "").strip().split(", "));
      }
      for (String option : options) {
        String value = cells[2].replace("`", "").strip();
        page.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
      }
    }
    for (HeadPart part : HeadPart.options()) {
      List<String> choices = part.choices().stream().map(Activation::toString).toList();
      assertEquals(choices, page.get(part.option()), part.option());
    }
    assertEquals(
        List.of("fixed", "learned", "given"), page.get("initial_state"), "of InitialState");
  }

  @Test
  void onlyGatesHaveNoChoice() {
    List<HeadPart> options = new ArrayList<>(HeadPart.options());
    options.add(HeadPart.GATE.ordinal(), HeadPart.GATE);
    assertEquals(List.of(HeadPart.values()), options);
  }

  /** The text of a network with the usual activations is that of files older than the others. */
  @Test
  void writesActivationsWhereTheyAreNotTheUsualOnes() {
    NetworkConfiguration paper = NetworkConfiguration.fromJson(PAPER);
    assertEquals(HeadActivations.USUAL, paper.activations());
    for (HeadPart part : HeadPart.options()) {
      boolean always = part == HeadPart.KEY || part == HeadPart.ADD;
      assertEquals(always, PAPER.contains(part.option()), part.option());
      for (Activation activation : part.choices()) {
        NetworkConfiguration c = paper.withActivation(part, activation);
        assertEquals(c, NetworkConfiguration.fromJson(c.toJson()));
        assertEquals(activation == part.usual(), c.toJson().equals(PAPER), c.toJson());
        String entry = "\"" + part.option() + "\": \"" + activation + "\"";
        assertTrue(always || activation == part.usual() || c.toJson().contains(entry), c.toJson());
        if (!always) {
          String written = PAPER.replace("}", ", " + entry + "}");
          assertEquals(c, NetworkConfiguration.fromJson(written));
        }
      }
    }
  }

  @Test
  void refusesAnActivationThatAPartCannotHave() {
    for (HeadPart part : HeadPart.values()) {
      for (Activation activation : Activation.values()) {
        if (!part.choices().contains(activation)) {
          String message =
              assertThrows(
                      IllegalArgumentException.class,
                      () -> HeadActivations.USUAL.with(part, activation))
                  .getMessage();
          assertEquals(
              part.option() + ": " + activation + ", expected one of " + part.choices(), message);
        }
      }
    }
  }
}
