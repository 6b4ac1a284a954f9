package dev.carabiner.server.base;

/// Trouble with the ground we stand on (store, disk, keys), as opposed to an expected ending, which
/// is a value.
///
/// The message is fit for a caller's eyes; the cause is for the log only.
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultCode code;

  public Fault(FaultCode code, String publicSentence, Throwable cause) {
    super(publicSentence, cause);
    this.code = code;
  }

  public Fault(FaultCode code, String publicSentence) {
    super(publicSentence);
    this.code = code;
  }

  /// The word for machines and metrics.
  public FaultCode code() {
    return code;
  }
}
