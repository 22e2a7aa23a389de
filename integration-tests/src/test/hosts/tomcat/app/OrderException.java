package app;

/** An error of the application's own type, which a guest must not keep. */
final class OrderException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
