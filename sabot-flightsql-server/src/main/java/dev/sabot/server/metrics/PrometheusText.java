package dev.sabot.server.metrics;

import dev.sabot.error.ErrorCode;

import java.util.Locale;

/// Writes metrics in Prometheus's text format.
public final class PrometheusText {
    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    /// What is measured at the moment.
    ///
    /// @param memoryBytes off-heap memory in use
    public record Gauges(int sessions, int running, long memoryBytes) {}

    /// Returns the text of all metrics.
    public static String of(ServerMetrics metrics, Gauges gauges) {
        PrometheusText out = new PrometheusText();
        out.counter("sabot_queries_total", "Queries planned.", metrics.queries());
        out.counter("sabot_updates_total", "Statements run that give a count.", metrics.updates());
        out.counter("sabot_rows_sent_total", "Rows of results sent.", metrics.rowsSent());
        out.counter("sabot_bytes_sent_total", "Bytes of results sent.", metrics.bytesSent());
        out.counter(
                "sabot_rows_received_total",
                "Rows of parameters and tables received.",
                metrics.rowsReceived());
        out.head("sabot_errors_total", "counter", "Calls that failed, by code.");
        for (ErrorCode code : ErrorCode.values()) {
            if (metrics.errors(code) > 0) {
                out.text
                        .append("sabot_errors_total{code=\"")
                        .append(code.name().toLowerCase(Locale.ROOT))
                        .append("\"} ")
                        .append(metrics.errors(code))
                        .append('\n');
            }
        }
        out.counter(
                "sabot_errors_internal_total",
                "Calls that failed by a fault of the server.",
                metrics.internalErrors());
        out.gauge("sabot_sessions", "Open sessions.", gauges.sessions());
        out.gauge("sabot_running_calls", "Statements and fetches at work.", gauges.running());
        out.gauge("sabot_memory_bytes", "Off-heap memory in use.", gauges.memoryBytes());
        Runtime runtime = Runtime.getRuntime();
        out.gauge("sabot_heap_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        return out.text.toString();
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private void gauge(String name, String help, long value) {
        head(name, "gauge", help);
        text.append(name).append(' ').append(value).append('\n');
    }
}
