package dev.sabot.reference;

import dev.sabot.engine.Setting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The settings of a session, from their declarations.
final class SettingsPage {
    private SettingsPage() {}

    static Page write() {
        Page page =
                new Page(
                        "settings.md",
                        "Settings",
                        """
                        `SET name = value` changes a setting of the session, `RESET name` gives it
                        its initial value again, `SHOW name` and `SHOW SETTINGS` show them. An
                        unknown name is an error that suggests the nearest one.\
                        """);
        page.table("Setting", "Initial value", "Meaning");
        List<Setting> settings =
                Arrays.stream(Setting.values()).sorted(Comparator.comparing(Setting::key)).toList();
        for (Setting setting : settings) {
            page.row(
                    Page.code(setting.key()),
                    Page.plain(setting.initialText()),
                    Page.plain(setting.description()));
        }
        return page;
    }
}
