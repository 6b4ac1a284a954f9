package dev.carabiner.cli;

import java.util.Map;

/// What a provider has the browser bring to us.
///
/// @param asked the authorization request that it answers
/// @param address where to, and in its query the answer, unless that is posted
/// @param form the answer that is posted; empty if it stands in the address
record ReplayCallback(String asked, String address, Map<String, String> form) {}
