/**
 * A spam filter that learns: {@link dev.nilometer.sample.spam.Tokenizer} turns a message into its distinct tokens,
 * {@link dev.nilometer.sample.spam.SpamFilter} remembers in how many spam and ham messages each token was, and
 * {@code Fisher} combines the evidence into one score.
 *
 * <p>The way is Gary Robinson's: a token seldom seen says little, the strongest tokens are combined by Fisher's method
 * once for spam and once for ham, and where both or neither is convincing the score is near one half. So the filter can
 * say "unsure". Knows neither the pipeline nor the metrics.
 */
@NullMarked
package dev.nilometer.sample.spam;

import org.jspecify.annotations.NullMarked;
