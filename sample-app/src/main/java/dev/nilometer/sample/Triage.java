package dev.nilometer.sample;

import dev.nilometer.sample.EstimateStage.Estimate;
import dev.nilometer.sample.mail.Mail;

/** Everything that is known of a message once it was decided on. Immutable. */
record Triage(String id, Mail mail, Fields fields, Estimate estimate, Decision decision) {}
