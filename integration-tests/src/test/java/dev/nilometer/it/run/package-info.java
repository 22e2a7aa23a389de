/** While the host runs: full heaps and stacks, virtual threads, stalls around the agent, and what it holds of the heap. */
@NullMarked
package dev.nilometer.it.run;

import org.jspecify.annotations.NullMarked;
