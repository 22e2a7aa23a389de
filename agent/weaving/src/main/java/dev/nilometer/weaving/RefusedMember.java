package dev.nilometer.weaving;

/** A method, field or whole class that asked to be woven and was not, with the reason; for the status page. Immutable. */
public final class RefusedMember {

    private final String className;
    private final String member;
    private final String loader;
    private final String reason;

    private RefusedMember(String className, String member, String loader, String reason) {
        this.className = className;
        this.member = member;
        this.loader = loader;
        this.reason = reason;
    }

    static RefusedMember of(String className, String member, String loader, String reason) {
        return new RefusedMember(className, member, loader, reason);
    }

    /** What is the same however often it is refused. */
    String identity() {
        return String.join("\n", className, member, reason);
    }

    /** The binary name of the class. */
    public String className() {
        return className;
    }

    /** The name of the method or field; empty when it is about the whole class, which then kept its bytes. */
    public String member() {
        return member;
    }

    /** The class loader, by name or by class. */
    public String loader() {
        return loader;
    }

    /** One sentence, with what to do where that is known. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return className + '#' + member + ": " + reason;
    }
}
