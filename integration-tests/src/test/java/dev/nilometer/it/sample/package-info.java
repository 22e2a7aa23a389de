/** Stories of the sample application under the agent: real e-mails, counted by two programs that share no code. */
@NullMarked
package dev.nilometer.it.sample;

import org.jspecify.annotations.NullMarked;
