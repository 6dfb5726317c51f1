package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void saysWhatIsUnlikeAndWhatIsMissing() {
    String usual = "{\"batch\": 16, \"clipping\": {\"by\": \"norm\", \"limit\": 10.0}}";
    assertEquals("", Settings.unlike(usual, usual));
    String other = "{\"batch\": 8, \"clipping\": {\"by\": \"none\"}, \"max_seconds\": 48.0}";
    assertEquals(
        "batch 8, clipping by none, max seconds 48, no clipping limit",
        Settings.unlike(other, usual));
    assertEquals(
        "batch 16, clipping by norm, clipping limit 10, no max seconds",
        Settings.unlike(usual, other));
  }
}
