/** Networks: parameters and their layout, controllers, memories, tapes, weights file, inference. */
package io.github.tapehead.model;
