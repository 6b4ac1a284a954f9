package dev.carabiner.server.operators;

import java.time.Instant;

/// Somebody who is signed in.
///
/// @param operator as stored now
/// @param session the hash of the session's cookie: its name in the store
/// @param provenAt when the password was last given
public record SignedIn(Operator operator, String session, Instant provenAt) {}
