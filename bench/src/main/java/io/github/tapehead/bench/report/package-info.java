/** Tables, pictures and the page about recorded measurements. */
package io.github.tapehead.bench.report;
