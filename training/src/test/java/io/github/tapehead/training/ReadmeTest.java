package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Java code in the README is that of the tests named there, which run. */
class ReadmeTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path TESTS = MODULE.resolve("src/test/java/io/github/tapehead/training");
  private static final Pattern CODE =
      Pattern.compile("\\(`(\\w+ExampleTest)`\\):\n\n```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void codeIsThatOfTheTests() throws IOException {
    String readme = Files.readString(MODULE.toAbsolutePath().resolveSibling("README.md"));
    List<String> tests =
        CODE.matcher(readme)
            .results()
            .map(found -> requireSame(found.group(1), found.group(2)))
            .toList();
    assertEquals(
        List.of("TrainingExampleTest", "InferenceExampleTest", "OwnTaskExampleTest"), tests);
    assertEquals(tests.size(), readme.split("```java", -1).length - 1);
  }

  private static String requireSame(String test, String code) {
    try {
      String source = Files.readString(TESTS.resolve(test + ".java"));
      assertTrue(
          unindented(source).contains(unindented(code)), "README shows other code than " + test);
      return test;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unindented(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
