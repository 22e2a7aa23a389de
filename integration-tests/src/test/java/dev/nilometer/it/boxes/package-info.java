/**
 * Hosts that load classes in their own way: OSGi, JBoss Modules, Tomcat, loaders that come and go, other agents. Each
 * story asks two things: is the application woven and counted as on a plain class path, and is nothing of it kept.
 */
@NullMarked
package dev.nilometer.it.boxes;

import org.jspecify.annotations.NullMarked;
