package dev.sabot.server.session;

/// Checks names and passwords.
///
/// **Threads**: safe.
public interface Users {
    /// The name of callers where nobody needs to log in.
    String ANONYMOUS = "anonymous";

    /// Lets everybody in, as [#ANONYMOUS].
    Users NONE =
            new Users() {
                @Override
                public boolean areRequired() {
                    return false;
                }

                @Override
                public boolean accepts(String user, String password) {
                    return true;
                }
            };

    /// Says whether callers must log in.
    boolean areRequired();

    /// Says whether the password is the user's.
    boolean accepts(String user, String password);
}
