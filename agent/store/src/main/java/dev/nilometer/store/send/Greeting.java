package dev.nilometer.store.send;

/** The database's answer to hello. Immutable. */
final class Greeting {
    private final int streamNo;
    private final long position;
    private final FleetSettings fleet;

    Greeting(int streamNo, long position, FleetSettings fleet) {
        this.streamNo = streamNo;
        this.position = position;
        this.fleet = fleet;
    }

    /** The stream's number inside this database. */
    int streamNo() {
        return streamNo;
    }

    /** The last frame stored; 0 for none. */
    long position() {
        return position;
    }

    FleetSettings fleet() {
        return fleet;
    }
}
