/**
 * Races of the record path under jcstress, in its package, since lanes and tables are nobody else's. Build with
 * {@code ./mvnw -Dquick -Pjcstress -pl agent/jcstress -am package}, run with
 * {@code java -jar agent/jcstress/target/jcstress.jar -strideSize 32 -tb 5m}: a lane takes 33 KB, so few fit at once.
 */
@NullMarked
package dev.nilometer.bootstrap;

import org.jspecify.annotations.NullMarked;
