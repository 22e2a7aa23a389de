package dev.nilometer.sample;

import dev.nilometer.api.Timed;
import dev.nilometer.sample.mail.Mail;
import dev.nilometer.sample.mail.MailDecoder;
import dev.nilometer.sample.mail.ParsedMail;
import dev.nilometer.sample.mail.UnreadableMailException;

/** Decodes every header and part; fails with unknown charsets, undecodable parts and malformed text. Stateless. */
final class DecodeStage {

    @Timed(stage = "decode")
    Mail decode(ParsedMail parsed) throws UnreadableMailException {
        return MailDecoder.decode(parsed);
    }
}
