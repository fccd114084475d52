package dev.sabot;

/// One place that breaks a rule; prints as `file:line: what, why`.
record Untidiness(TidyRule rule, String file, int line, String what) {

    @Override
    public String toString() {
        return "%s:%d: %s: %s, %s".formatted(file, line, rule.id(), what, rule.why());
    }
}
