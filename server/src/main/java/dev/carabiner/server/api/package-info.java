/// The machine API's door: the three calls of the wire contract, our additions, and their
/// description.
///
/// Enter through its doors, which are hung into the routes; [OpenApiPage] makes `api/openapi.yaml`
/// readable. May use: the rooms that do the work (`tokens`, `sessions`), `apps`, `callers`, `web`.
/// Must never touch: `oauth`, `store`, other doors.
@NullMarked
package dev.carabiner.server.api;

import org.jspecify.annotations.NullMarked;
