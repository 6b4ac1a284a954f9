/// Looks at everything that is stored and says what does not fit: every invariant, derived again
/// from the rows.
///
/// Enter at [dev.carabiner.server.doctor.Examination]; it reads through the port
/// [dev.carabiner.server.doctor.Records] and collects [dev.carabiner.server.doctor.Check]s. May use
/// the words of the rooms below; never changes anything and never asks a provider.
@NullMarked
package dev.carabiner.server.doctor;

import org.jspecify.annotations.NullMarked;
