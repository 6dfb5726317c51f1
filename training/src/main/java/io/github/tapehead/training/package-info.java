/** Losses, optimisers and trainers. */
package io.github.tapehead.training;
