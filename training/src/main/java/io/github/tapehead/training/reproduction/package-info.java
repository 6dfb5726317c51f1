/**
 * The paper's experiments, run again: every task with every network and several seeds, and a report
 * that compares the outcome with the paper.
 *
 * <pre>
 *   Plan                 which runs, each with its configuration and its folder
 *   Campaign             runs those that are not finished yet, several at once
 *   Findings             what is finished, read from the folders, and what is missing
 *   RunGroup             those of them that differ in nothing but their seeds: a row of a table
 *   ReproductionReport   report.md with tables, charts and figures; PaperValues stand beside
 *     ReportHead           what was run, what is missing, what is less than in a full reproduction
 *     NetworkTables, TestTables, SeedTable, TaskCharts
 *     CopySection          copies vector by vector: the paper's Figure 4
 *     MemoryFigures        the memory in use; WriteLocations, with LocationFit: its Figure 17
 *     CharacterSection     networks beside an n-gram model
 * </pre>
 *
 * <p>A run is finished when its {@code result.json} is there, complete and of the wanted
 * configuration. So a campaign can be interrupted at any time and taken up again, and a report can
 * be made at any time.
 */
package io.github.tapehead.training.reproduction;
