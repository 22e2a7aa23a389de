package app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Handles one order a request. */
public final class Desk extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Orders orders = new Orders();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orders.handle(new Order(request.getParameter("item")));
        orders.handleLater();
        response.getWriter().print("handled");
    }
}
