/**
 * A shop as a Spring Boot web application, packed as one jar of jars: ten annotated components through which orders
 * pass. It knows the API and nothing else of the project, and prints nothing that differs from run to run.
 */
@NullMarked
package dev.nilometer.spring;

import org.jspecify.annotations.NullMarked;
