/** Our products of matrices beside those of other libraries that run on the JVM. */
package io.github.tapehead.bench.rivals;
