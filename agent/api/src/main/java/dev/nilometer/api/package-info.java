/**
 * What an application writes: seven kinds of annotation and the {@link dev.nilometer.api.Nilometer} facade.
 *
 * <p>Without the agent everything here is inert: the annotations are read by nobody, every method of the facade ends
 * in an empty method of {@code Hooks}, nothing allocates and nothing throws, null arguments included. With the agent
 * in the JVM, those empty methods are filled while their class is loaded; application code and this jar stay as they
 * are. The order of a first reading: {@link dev.nilometer.api.Actor} and {@link dev.nilometer.api.QueueConsumer}
 * (an execution), {@link dev.nilometer.api.Timed} (a stage in it), the parameter annotations (which item, since when),
 * {@link dev.nilometer.api.QueueDepth}, then the facade for what no method boundary can say.
 *
 * <p>All of it runs on the application's threads and may be called from any of them at any time, also outside an
 * execution. This package imports the JDK alone.
 */
@NullMarked
package dev.nilometer.api;

import org.jspecify.annotations.NullMarked;
