package io.github.tapehead.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a program allocates, by the JDK Flight Recorder: for the message of a failed test. */
final class AllocationSites {
  private static final String EVENT = "jdk.ObjectAllocationSample";
  private static final String PROJECT = "io.github.tapehead.";
  private static final int MOST = 8;

  private AllocationSites() {}

  /** The lines of this project that allocate while an action runs, the most frequent first. */
  static String during(Runnable action) {
    try {
      Path file = Files.createTempFile("tapehead-allocations", ".jfr");
      try (Recording recording = new Recording()) {
        recording.enable(EVENT).withStackTrace().with("throttle", "1000/s");
        recording.start();
        action.run();
        recording.stop();
        recording.dump(file);
        return sites(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sites(Path file) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getStackTrace() != null) {
        String type = event.getClass("objectClass").getName();
        event.getStackTrace().getFrames().stream()
            .filter(frame -> frame.getMethod().getType().getName().startsWith(PROJECT))
            .findFirst()
            .ifPresent(frame -> counts.merge(type + " at " + place(frame), 1, Integer::sum));
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(site -> site.getValue() + " × " + site.getKey())
        .collect(Collectors.joining("\n", "allocated by\n", "\n"));
  }

  private static String place(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName().substring(PROJECT.length());
    return type + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
  }
}
