package dev.sabot.console;

import dev.sabot.console.output.Ink;
import dev.sabot.console.output.OutputFormat;
import dev.sabot.console.output.PrintOptions;

import org.jspecify.annotations.Nullable;

import java.util.function.IntSupplier;

/// What dot commands change: how results look and what is said about them.
///
/// **Threads**: one.
final class Settings {
    static final int DEFAULT_MAX_ROWS = 40;

    private final boolean isInteractive;
    private final Ink ink;
    private IntSupplier width;
    private OutputFormat format = OutputFormat.TABLE;
    private @Nullable String nullText;
    private boolean hasHeader = true;
    private boolean hasFooter = true;
    private boolean showsTime;
    private boolean showsProgress = true;
    private int maxRows;

    /// @param ink colours of results
    /// @param width asks for the columns a table must fit; 0 is no limit
    Settings(boolean isInteractive, Ink ink, IntSupplier width) {
        this.isInteractive = isInteractive;
        this.ink = ink;
        this.width = width;
        this.showsTime = isInteractive;
        this.maxRows = isInteractive ? DEFAULT_MAX_ROWS : 0;
    }

    /// Returns how the next result is printed.
    ///
    /// @param toFile whether it goes to a file, which has neither width nor colours
    PrintOptions printOptions(boolean toFile) {
        return new PrintOptions(
                format,
                nullText,
                hasHeader,
                isInteractive,
                hasFooter,
                toFile ? 0 : maxRows,
                toFile || format != OutputFormat.TABLE ? 0 : width.getAsInt(),
                toFile ? Ink.PLAIN : ink);
    }

    boolean isInteractive() {
        return isInteractive;
    }

    int width() {
        return width.getAsInt();
    }

    /// Asks another source for the width from now on.
    void setWidth(IntSupplier width) {
        this.width = width;
    }

    OutputFormat format() {
        return format;
    }

    void setFormat(OutputFormat format) {
        this.format = format;
    }

    void setNullText(@Nullable String nullText) {
        this.nullText = nullText;
    }

    @Nullable String nullText() {
        return nullText;
    }

    boolean hasHeader() {
        return hasHeader;
    }

    void setHeader(boolean shown) {
        this.hasHeader = shown;
    }

    void setFooter(boolean shown) {
        this.hasFooter = shown;
    }

    boolean showsTime() {
        return showsTime;
    }

    void setTime(boolean shown) {
        this.showsTime = shown;
    }

    boolean showsProgress() {
        return showsProgress;
    }

    void setProgress(boolean shown) {
        this.showsProgress = shown;
    }

    int maxRows() {
        return maxRows;
    }

    void setMaxRows(int maxRows) {
        this.maxRows = maxRows;
    }
}
