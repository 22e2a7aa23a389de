/** Small applications that stories run in JVMs of their own. They know the API and nothing else of the project. */
@NullMarked
package dev.nilometer.it.host;

import org.jspecify.annotations.NullMarked;
