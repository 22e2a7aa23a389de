package dev.nilometer.office;

/** What the office sends itself through one broker. */
interface Mailbag {
    /** Sends, and gives back how often listeners will be called well or give up. */
    int send();
}
