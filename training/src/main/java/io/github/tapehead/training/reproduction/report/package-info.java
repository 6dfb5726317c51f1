/**
 * What came of a reproduction, beside the paper: {@code report.md} with its charts and figures.
 *
 * <pre>
 *   ReproductionReport   the page, task by task; PaperValues stand beside ours
 *     ReportHead           what was run, what is missing, what is less than in a full reproduction
 *     NetworkTables        what the networks are, and how they learned
 *     TaskCharts           learning curves, and losses in tests
 *     TestTables           losses, wrong bits and a task's own figures in tests
 *     SeedTable            a row for each run
 *     CopySection          copies vector by vector: the paper's Figure 4
 *     MemoryFigures        the memory in use; WriteLocations and LocationFit: its Figure 17
 *     CharacterSection     the characters of a text, beside an n-gram model
 * </pre>
 *
 * <p>Figures are medians over seeds, a {@code Spread}; seeds that failed count.
 */
package io.github.tapehead.training.reproduction.report;
