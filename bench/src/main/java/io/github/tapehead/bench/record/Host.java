package io.github.tapehead.bench.record;

import io.github.tapehead.bench.results.HostDescription;
import io.github.tapehead.bench.roofline.Caches;
import io.github.tapehead.kernels.Simd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Describes this machine and JVM, without names of hosts, users or folders. */
public final class Host {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private final Map<String, String> cpu;
  private final Set<String> flags;

  private Host(Map<String, String> cpu) {
    this.cpu = cpu;
    String words = cpu.getOrDefault("flags", cpu.getOrDefault("Features", ""));
    flags = Set.of(words.isBlank() ? new String[0] : words.strip().split("\\s+"));
  }

  /** This machine. */
  public static Host detect() throws IOException {
    return new Host(Files.isReadable(CPU_INFO) ? cpu(Files.readAllLines(CPU_INFO)) : Map.of());
  }

  /** A machine with the lines of its {@code /proc/cpuinfo}. */
  static Host of(List<String> cpuInfo) {
    return new Host(cpu(cpuInfo));
  }

  /** The facts of the first processor. */
  private static Map<String, String> cpu(List<String> lines) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        facts.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return facts;
  }

  /**
   * The name of a recording's folder: {@code 2026-11-21-amd-epyc-avx2-jdk25}.
   *
   * @param date the day of the recording
   * @param jdk the feature version of the JDK
   */
  public String folderName(LocalDate date, int jdk) {
    return date + "-" + slug() + "-jdk" + jdk;
  }

  /**
   * The CPU in lower-case words: its model, without what every model's name holds, and its vectors.
   */
  String slug() {
    String words =
        model()
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\((r|tm)\\)", " ")
            .replaceAll("@.*", " ")
            .replaceAll("\\b(cpu|processor|\\d+-core)\\b", " ")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return words + vectors();
  }

  private String vectors() {
    return flags.contains("avx512f") ? "-avx512" : flags.contains("avx2") ? "-avx2" : "";
  }

  private String model() {
    return cpu.getOrDefault("model name", System.getProperty("os.arch"));
  }

  /**
   * Describes it now.
   *
   * @param project the folder whose commit is named
   */
  public HostDescription describe(Path project) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPU", model());
    facts.put(
        "Family",
        cpu.getOrDefault("cpu family", "-") + ", model " + cpu.getOrDefault("model", "-"));
    facts.put("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    Caches caches = Caches.detect();
    facts.put("L1d cache", (caches.l1() >> 10) + " KiB");
    facts.put("L2 cache", (caches.l2() >> 10) + " KiB");
    facts.put("L3 cache", (caches.l3() >> 10) + " KiB");
    facts.put("Vectors", vectorFlags());
    facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "JDK",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vendor.version")
            + " "
            + Runtime.version());
    facts.put("JVM flags", "--add-modules=jdk.incubator.vector and those of each benchmark");
    facts.put("Species", Simd.vectorBits() + " bits, the CPU prefers " + Simd.preferredBits());
    facts.put("Commit", commit(project));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    facts.put("Load before", String.format(Locale.ROOT, "%.2f", load));
    return new HostDescription(facts);
  }

  private String vectorFlags() {
    List<String> present = new ArrayList<>();
    for (String flag : List.of("fma", "avx2", "avx512f", "asimd", "sve")) {
      if (flags.contains(flag)) {
        present.add(flag);
      }
    }
    return present.isEmpty() ? "-" : String.join(" ", present);
  }

  private static String commit(Path project) {
    String commit = git(project, "rev-parse", "--short", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    String changes = git(project, "status", "--porcelain", "--", ".", ":!jmh-results");
    return commit + (changes.isEmpty() ? ", clean" : ", dirty");
  }

  /** What git prints; nothing when there is no git. */
  private static String git(Path project, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
