/**
 * An e-mail triage pipeline over real e-mails: the living tutorial of the API.
 *
 * <pre>
 * mbox → Feed → [email_processing] → EmailConsumer                    → [review] → ReviewConsumer
 *                                    parse, decode, extract, estimate
 *                                    classify_spam, decide, learn
 * </pre>
 *
 * <p>Read {@link dev.nilometer.sample.EmailConsumer} first: it is the whole story in one method, and each step is a file
 * of its own. The main thread feeds, {@code email-1..n} consume, {@code review-1} reviews; both queues are bounded, so a
 * slow consumer slows the feed. Messages fail by what they are: an exception leaves the stage that finds it, the
 * execution fails, the loop outside goes on. With one worker all numbers but the times are the same on each run.
 *
 * <p>Imports the API, {@code sample.mail}, {@code sample.spam}; runs the same with and without the agent.
 */
@NullMarked
package dev.nilometer.sample;

import org.jspecify.annotations.NullMarked;
