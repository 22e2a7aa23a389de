/**
 * Stories of the end of the JVM: the last records arrive, however it ends, and the end is hardly later than without the
 * agent. Each host prints what it did and when it began to end; SQL and the process's end are compared with that.
 */
@NullMarked
package dev.nilometer.it.stop;

import org.jspecify.annotations.NullMarked;
