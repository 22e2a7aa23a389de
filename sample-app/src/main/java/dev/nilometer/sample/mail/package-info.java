/**
 * From the bytes of a mailbox to the text of one message: {@link dev.nilometer.sample.mail.MboxReader} cuts,
 * {@link dev.nilometer.sample.mail.MimeParser} parses, {@link dev.nilometer.sample.mail.MailDecoder} decodes,
 * {@link dev.nilometer.sample.mail.MailDate} reads the date.
 *
 * <p>Nothing is repaired on the way: what a message gets wrong leaves as an
 * {@link dev.nilometer.sample.mail.UnreadableMailException} of a type of its own, the same for the same bytes on every
 * run. All of it runs on the thread that calls, without shared state. Knows neither the pipeline nor the metrics.
 */
@NullMarked
package dev.nilometer.sample.mail;

import org.jspecify.annotations.NullMarked;
