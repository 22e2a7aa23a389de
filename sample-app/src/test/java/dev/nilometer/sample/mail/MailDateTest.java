package dev.nilometer.sample.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 29 Sep 2002 08:01:23 -0000 | 2002-09-29T08:01:23Z",
                "29 Sep 2002 08:01 +0530 | 2002-09-29T08:01:00+05:30",
                "Mon,  2 Sep 02 08:01:23 EDT | 2002-09-02T08:01:23-04:00",
                "Fri, 1 jan 99 08:01:60 gmt | 1999-01-01T08:01:59Z",
                "Sun, 29 Sep 2002 08:01:23 -0700 (PDT) | 2002-09-29T08:01:23-07:00"
            })
    void readsWhatTheRfcAllows(String text, OffsetDateTime date) throws InvalidDateException {
        assertThat(MailDate.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Tue, 21 May 2002 06:35:50",
                "Mon, 22 Jul 2002 12:37:15 US Mountain Standard Time",
                "Mon, 27 May 2002 10:28:3 +0200",
                "Thu, 18 Jul 2002 15:39:45 -1900",
                "31 Feb 2002 10:28:30 +0200",
                "1 Foo 2002 10:28:30 +0200",
                "1 Feb 2002 24:28:30 XYZ"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> MailDate.parse(text)).isInstanceOf(InvalidDateException.class);
    }
}
