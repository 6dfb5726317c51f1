package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code report.md} and the figures that it shows into the folder of a reproduction: a head,
 * then for each task its networks, how they learned, how they did in tests, and how they use their
 * memory.
 */
public final class ReproductionReport {
  /** The name of the page. */
  public static final String PAGE = "report.md";

  private final Path folder;
  private final Findings findings;

  /**
   * A report, not yet written.
   *
   * @param folder of the reproduction; it exists
   * @param findings what is finished of it
   */
  public ReproductionReport(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * Writes the page and its figures; files of their names are replaced.
   *
   * @return the page
   * @throws IOException if a file of a run cannot be read, or one of the report cannot be written
   */
  public Path write(ReportHead head) throws IOException {
    StringBuilder text = new StringBuilder(head.markdown(findings));
    for (Task task : findings.tasks()) {
      text.append('\n').append(section(task));
    }
    return Files.writeString(folder.resolve(PAGE), text);
  }

  private String section(Task task) throws IOException {
    if (task instanceof CharacterTask characters) {
      return new CharacterSection(folder, characters, findings).markdown()
          + seeds(task)
          + memory(task);
    }
    StringBuilder text = new StringBuilder();
    text.append("## ").append(TaskTexts.title(task)).append("\n\n");
    text.append(TaskTexts.text(task)).append("\n\n");
    NetworkTables networks = new NetworkTables(task, findings);
    text.append(networks.sizes().markdown()).append('\n');
    text.append(target(task));
    text.append(networks.learning().markdown()).append('\n');
    TaskCharts charts = new TaskCharts(task, findings);
    text.append(charts.learning(folder));
    if (charts.hasTests()) {
      TestTables tests = new TestTables(task, findings);
      text.append("\n### Tests\n\n").append(tests.introduction()).append("\n\n");
      text.append(tests.table().markdown());
    }
    if (charts.hasSizes()) {
      String tests = task.name() + "-tests.svg";
      charts.tests(folder.resolve(tests));
      text.append("\n![Losses in tests](").append(tests).append(")\n");
    }
    if (task instanceof CopyTask copy) {
      text.append(new CopySection(folder, copy, findings).markdown());
    }
    text.append(seeds(task));
    return text.append(memory(task)).toString();
  }

  private String seeds(Task task) {
    return "\n### Each seed\n\n" + new SeedTable(task, findings).markdown();
  }

  private String target(Task task) {
    List<RunGroup> groups = findings.groups(task);
    boolean alike = groups.stream().map(ReproductionReport::target).distinct().count() == 1;
    return alike
        ? target(groups.getFirst()) + ".\n\n"
        : groups.stream()
            .map(group -> group.name() + ": " + target(group))
            .collect(Collectors.joining("; ", "", ".\n\n"));
  }

  private static String target(RunGroup group) {
    double bits = group.first().targetBits();
    return bits > 0 ? "Target: " + Numbers.plain(bits) + " bits" : "No target";
  }

  private String memory(Task task) throws IOException {
    MemoryFigures figures = new MemoryFigures(folder, task);
    StringBuilder text = new StringBuilder();
    for (RunGroup group : findings.groups(task)) {
      text.append(group.number() == 1 ? figures.draw(group.runs()) : "");
    }
    return text.isEmpty() ? "" : "\n### Use of the memory\n" + text;
  }
}
