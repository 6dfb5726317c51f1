package io.github.tapehead.training.report;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Limits;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.Tasks;
import io.github.tapehead.training.text.Corpus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredConfigurationTest {
  private static final TrainingConfiguration TINY = TinyCopy.configuration(16);

  @Test
  void sameButForLimitsIsNoDifference() {
    String written = StoredConfiguration.write(TINY);
    assertEquals(Optional.empty(), StoredConfiguration.difference(written, TINY));
    TrainingConfiguration longer = TINY.withLimits(new Limits(1 << 20, 0.3, 17, 5));
    assertEquals(Optional.empty(), StoredConfiguration.difference(written, longer));
  }

  @Test
  void theFirstDifferenceIsNamed() {
    assertDifference("seed: 1, expected 2", TINY.withSeed(2));
    assertDifference(
        "workers: synchronous:1, expected synchronous:2",
        TINY.withParallelism(new Parallelism.Synchronous(2)));
    assertDifference(
        "network.width: 8, expected 9", TINY.withNetwork(TinyCopy.network().withMemory(12, 9)));
    assertDifference(
        "task: copy, expected sort", TrainingConfiguration.defaults(Tasks.named("sort")));
    TrainingConfiguration longer = TrainingConfiguration.defaults(new CopyTask(4));
    assertDifference("max_steps: 8, expected 10", longer);
  }

  @Test
  void anotherTextIsADifference() {
    Corpus first = Corpus.of("abcabcabcd", 0.4);
    Corpus second = Corpus.of("abcabcabcc", 0.4);
    String written = StoredConfiguration.write(characters(first));
    assertEquals(Optional.empty(), StoredConfiguration.difference(written, characters(first)));
    assertEquals(
        Optional.of("text: " + digest(first) + ", expected " + digest(second)),
        StoredConfiguration.difference(written, characters(second)));
    assertEquals(
        Optional.of("held_out: 4, expected 3"),
        StoredConfiguration.difference(written, characters(Corpus.of("abcabcabcd", 0.3))));
  }

  /** As much of it as is shown. */
  private static String digest(Corpus corpus) {
    return ("sha256 " + corpus.digest()).substring(0, 60) + "…";
  }

  private static TrainingConfiguration characters(Corpus corpus) {
    return TrainingConfiguration.defaults(new CharacterTask(corpus, 2));
  }

  @Test
  void vocabulariesDifferInOneShortLine() {
    assertEquals(Optional.of("vocabulary: ab cd, expected abcx"), vocabularies("ab\ncd", "abcx"));
    String all = IntStream.range(0, 200).mapToObj(Character::toString).collect(joining());
    String difference = vocabularies("abcd", all).orElseThrow();
    assertEquals(1, difference.lines().count(), difference);
    assertTrue(difference.endsWith("…") && difference.length() < 120, difference);
  }

  private static Optional<String> vocabularies(String found, String wanted) {
    return StoredConfiguration.difference(
        Map.of("vocabulary", found), Map.of("vocabulary", wanted), Set.of());
  }

  @Test
  void whatIsNotUnderstoodIsADifference() {
    String written = StoredConfiguration.write(TINY);
    assertEquals(
        Optional.of("more: unknown, of a newer version?"),
        StoredConfiguration.difference(written.replaceFirst("}$", ",\"more\":1}"), TINY));
    assertEquals(
        Optional.of("task: missing, expected copy"), StoredConfiguration.difference("{", TINY));
  }

  private static void assertDifference(String difference, TrainingConfiguration expected) {
    assertEquals(
        Optional.of(difference),
        StoredConfiguration.difference(StoredConfiguration.write(TINY), expected));
  }
}
