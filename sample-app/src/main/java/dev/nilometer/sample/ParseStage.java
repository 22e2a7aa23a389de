package dev.nilometer.sample;

import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Timed;
import dev.nilometer.sample.mail.MimeParser;
import dev.nilometer.sample.mail.ParsedMail;
import dev.nilometer.sample.mail.UnreadableMailException;

/** Finds headers and parts; fails with broken structures and malformed headers. Stateless. */
final class ParseStage {

    @Timed(stage = "parse")
    ParsedMail parse(RawMail raw) throws UnreadableMailException {
        Nilometer.value("email_bytes", raw.content().length);
        return MimeParser.parse(raw.content());
    }
}
