/** What this machine can do at best, and which share of it a kernel attains. */
package io.github.tapehead.bench.roofline;
