/**
 * Whole networks: training and inference steps, where their time goes, how they start cold and
 * after other networks ran in the same JVM.
 */
package io.github.tapehead.bench.network;
