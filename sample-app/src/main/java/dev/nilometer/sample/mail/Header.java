package dev.nilometer.sample.mail;

/** One header line, unfolded; the name as it is written. */
public record Header(String name, String value) {}
