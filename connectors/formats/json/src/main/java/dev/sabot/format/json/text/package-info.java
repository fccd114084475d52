/// How strings, dates and times are written in JSON.
@NullMarked
package dev.sabot.format.json.text;

import org.jspecify.annotations.NullMarked;
