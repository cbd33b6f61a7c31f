namespace PolyTool.Core.Polymarket.Api;

/// <summary>Why a request gave no answer.</summary>
internal enum ApiFailure
{
    RateLimited,
    TimedOut,
    Unreachable,

    /// <summary>Not sent, because the host answers nobody.</summary>
    Down,

    Unauthorized,
    Refused,
    NotFound,
    HttpStatus,
    Malformed,
    TooLarge,
    Redirected,
    CertificateInvalid,
    NotInCache,
}
