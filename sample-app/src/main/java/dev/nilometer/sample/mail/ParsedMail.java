package dev.nilometer.sample.mail;

import java.util.List;

/**
 * The structure of a message, nothing decoded yet. Immutable.
 *
 * @param headers of the message itself, not of its parts
 * @param partHeaders of all its parts
 */
public record ParsedMail(List<Header> headers, List<Header> partHeaders, List<Part> parts) {}
