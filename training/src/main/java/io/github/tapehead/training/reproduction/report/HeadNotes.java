package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.task.CharacterTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a report says before anything else: what is missing, and what is there besides. */
final class HeadNotes {
  private HeadNotes() {}

  /** Says which runs are missing, those of one network on one task together. */
  static String leftOut(List<Findings.Missing> missing) {
    return list(
        "**Left out:**",
        missing,
        each -> each.place().experiment() + ", " + each.why(),
        each -> each.place().seed());
  }

  /** Says which runs are reported that the command did not ask for. */
  static String unasked(List<Findings.Unasked> unasked) {
    return list(
        "**Beside what the command asks for**, the folder holds these runs, reported here too:",
        unasked,
        each -> each.run().place().experiment() + (each.otherOptions() ? ", other options" : ""),
        each -> each.run().place().seed());
  }

  /** Says that runs lie in the folder that cannot be reported without their text. */
  static String withoutText(Findings findings) {
    boolean reported =
        findings.tasks().stream().anyMatch(task -> task.name().equals(CharacterTask.NAME));
    Path root = findings.runs().getFirst().place().root();
    return reported || !Files.isDirectory(root.resolve(CharacterTask.NAME))
        ? ""
        : "**Not reported** are runs of characters in the folder: add --text FILE.\n\n";
  }

  /** A list with the seeds of those together that have the same words; nothing of nothing. */
  private static <T> String list(
      String title, List<T> all, Function<T, String> words, ToLongFunction<T> seed) {
    if (all.isEmpty()) {
      return "";
    }
    Map<String, String> groups =
        all.stream()
            .sorted(Comparator.comparingLong(seed))
            .collect(
                Collectors.groupingBy(
                    words,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        each -> Long.toString(seed.applyAsLong(each)), Collectors.joining(", "))));
    StringBuilder text = new StringBuilder(title).append("\n\n");
    groups.forEach((group, seeds) ->
        text.append("* ").append(group).append(": seed ").append(seeds).append('\n'));
    return text.append('\n').toString();
  }
}
