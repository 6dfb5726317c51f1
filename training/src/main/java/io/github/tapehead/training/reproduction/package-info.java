/**
 * The paper's experiments, run again: every task with every network and several seeds.
 *
 * <pre>
 *   Plan       which runs, each with its configuration and its folder
 *   Campaign   runs those that are not finished yet, several at once
 *   Findings   what is finished, read from the folders, and what is missing
 *   RunGroup   those of them that differ in nothing but their seeds: a row of a table
 * </pre>
 *
 * <p>A run is finished when its {@code result.json} is there, complete and of the wanted
 * configuration. So a campaign can be interrupted at any time and taken up again, and a {@linkplain
 * io.github.tapehead.training.reproduction.report report} can be made at any time.
 */
package io.github.tapehead.training.reproduction;
