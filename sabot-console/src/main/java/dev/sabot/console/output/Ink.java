package dev.sabot.console.output;

/// Colours text for a terminal, or leaves it as it is.
public enum Ink {
    PLAIN,
    COLOURED;

    public String bold(String text) {
        return with("1", text);
    }

    public String dim(String text) {
        return with("2", text);
    }

    public String red(String text) {
        return with("1;31", text);
    }

    public String yellow(String text) {
        return with("33", text);
    }

    public String green(String text) {
        return with("32", text);
    }

    private String with(String code, String text) {
        return switch (this) {
            case PLAIN -> text;
            case COLOURED -> text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        };
    }
}
