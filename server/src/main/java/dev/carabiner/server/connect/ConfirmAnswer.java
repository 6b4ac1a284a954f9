package dev.carabiner.server.connect;

import java.util.Optional;
import java.util.function.Function;

/// What a person answered on our page.
///
/// @param csrf proof that the answer comes from that page, if it is one
/// @param goOn whether they go on; otherwise it is not them
/// @param values variable → what they typed
record ConfirmAnswer(String csrf, boolean goOn, Function<String, Optional<String>> values) {}
