package dev.nilometer.sample;

import java.time.Instant;

/** A decision that somebody has to look at, as it waits in the queue. */
record ReviewCase(Triage triage, Instant enqueuedAt) {}
