/**
 * The paper's experiments, run again: every task with every network and several seeds, and a report
 * that compares the outcome with the paper.
 *
 * <pre>
 *   Plan                 which runs, each with its configuration and its folder
 *   Campaign             runs those that are not finished yet, several at once
 *   Findings             what is finished, read from the folders, and what is missing
 *   ReproductionReport   report.md with tables, charts and figures; PaperValues stand beside
 * </pre>
 *
 * <p>A run is finished when its {@code result.json} is there, complete and of the wanted
 * configuration. So a campaign can be interrupted at any time and taken up again, and a report can
 * be made at any time.
 */
package io.github.tapehead.training.reproduction;
