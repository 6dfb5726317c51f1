package io.github.tapehead.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Settings as JSON, compared for people. */
public final class Settings {
  private Settings() {}

  /**
   * In what settings are unlike others, in words such as {@code batch 8, clipping limit 10.0};
   * empty if they are the same.
   *
   * @param settings as a JSON object
   * @param others as a JSON object
   */
  public static String unlike(String settings, String others) {
    SequencedMap<String, String> found = StoredConfiguration.flat(settings);
    SequencedMap<String, String> usual = StoredConfiguration.flat(others);
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> entry : found.entrySet()) {
      if (!entry.getValue().equals(usual.get(entry.getKey()))) {
        words.add(words(entry.getKey()) + " " + entry.getValue().replaceFirst("\\.0$", ""));
      }
    }
    usual.keySet().stream()
        .filter(key -> !found.containsKey(key))
        .forEach(key -> words.add("no " + words(key)));
    return String.join(", ", words);
  }

  private static String words(String key) {
    return key.replace('_', ' ').replace('.', ' ');
  }
}
