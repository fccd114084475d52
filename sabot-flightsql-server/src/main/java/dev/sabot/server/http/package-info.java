/// Health and metrics over HTTP.
/// Start with [dev.sabot.server.http.HttpEndpoint].
@NullMarked
package dev.sabot.server.http;

import org.jspecify.annotations.NullMarked;
