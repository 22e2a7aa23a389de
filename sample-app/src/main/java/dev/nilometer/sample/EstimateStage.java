package dev.nilometer.sample;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Timed;
import dev.nilometer.sample.mail.Mail;

/**
 * What the extraction would cost if a language model did it: its tokens, counted by a real tokenizer, times a price
 * table. An estimate, no model is called. Thread-safe.
 */
final class EstimateStage {

    private static final String OPERATION = "extraction";

    private final Encoding tokenizer = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private final PriceTable prices;

    EstimateStage(PriceTable prices) {
        this.prices = prices;
    }

    @Timed(stage = "estimate")
    Estimate estimate(Mail mail, Fields fields) {
        long input = tokenizer.countTokensOrdinary(mail.plainText());
        long output = tokenizer.countTokensOrdinary(fields.asText());
        long nanoUsd = prices.estimateNanoUsd(input, output);
        Nilometer.tokens(prices.model(), OPERATION, "input", input);
        Nilometer.tokens(prices.model(), OPERATION, "output", output);
        Nilometer.cost(prices.model(), nanoUsd / 1e9);
        return new Estimate(input, output, nanoUsd);
    }

    /** Tokens, and billionths of a dollar. */
    record Estimate(long inputTokens, long outputTokens, long nanoUsd) {}
}
