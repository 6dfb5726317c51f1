package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadPartTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs/networks.md");

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
}
