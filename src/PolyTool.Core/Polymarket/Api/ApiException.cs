using PolyTool.Core.Failures;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>A request that gave no usable answer, after all its retries.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(ApiFailure failure, ApiRoute route, string detail, int? status = null, string? traceId = null, TimeSpan? retryAfter = null, Exception? cause = null)
        : base(Sentence(route, detail, traceId), cause)
    {
        Failure = failure;
        Route = route;
        Status = status;
        TraceId = traceId;
        RetryAfter = retryAfter;
    }

    /// <summary>The same failure again, of a request that was not sent for it.</summary>
    public ApiException(ApiException standing)
        : base(standing.Message, standing)
    {
        Failure = standing.Failure;
        Route = standing.Route;
        Status = standing.Status;
        TraceId = standing.TraceId;
    }

    public ApiFailure Failure { get; }

    public ApiRoute Route { get; }

    /// <summary>The last HTTP status seen, if an answer came at all.</summary>
    public int? Status { get; }

    /// <summary>The service's own id of the failed request, for its operators.</summary>
    public string? TraceId { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether asking again may help.</summary>
    public bool CanPass => Failure switch
    {
        ApiFailure.RateLimited or ApiFailure.TimedOut or ApiFailure.Unreachable or ApiFailure.Down or ApiFailure.Malformed => true,
        ApiFailure.HttpStatus => Status is 408 or 425 or >= 500 and <= 599 and not (501 or 505),
        _ => false,
    };

    /// <summary>Whether a host that is down fails like this; so can the answer to a single request.</summary>
    public bool BlamesHost => Failure is ApiFailure.TimedOut or ApiFailure.Unreachable || (Failure == ApiFailure.HttpStatus && Status >= 500);

    /// <summary>The stable id of the kind of failure.</summary>
    public string Code => Failure switch
    {
        ApiFailure.RateLimited => "ApiRateLimited",
        ApiFailure.TimedOut => "ApiTimedOut",
        ApiFailure.Unreachable or ApiFailure.Down => "ApiUnreachable",
        ApiFailure.Unauthorized => "ApiUnauthorized",
        ApiFailure.Refused => "ApiAccessRefused",
        ApiFailure.NotFound => "ApiRouteMissing",
        ApiFailure.Malformed => "ApiAnswerMalformed",
        ApiFailure.TooLarge => "ApiAnswerTooLarge",
        ApiFailure.Redirected => "ApiRedirectRefused",
        ApiFailure.CertificateInvalid => "ApiCertificateInvalid",
        ApiFailure.NotInCache => "AnswerNotInCache",
        _ => "ApiError",
    };

    /// <summary>The missing-reason code of a position whose price could not be had for this.</summary>
    public string MissingReason => Failure switch
    {
        ApiFailure.RateLimited => "RATE_LIMITED",
        ApiFailure.TimedOut => "TIMEOUT",
        ApiFailure.Unreachable or ApiFailure.Down or ApiFailure.CertificateInvalid => "CONNECTIVITY",
        ApiFailure.Unauthorized => "AUTH_MISSING",
        ApiFailure.Refused => "ACCESS_REFUSED",
        ApiFailure.NotInCache => "OFFLINE",
        _ => "HTTP_ERROR",
    };

    public Failure ToFailure() => new(Code, Message, canPass: CanPass, cause: this);

    // Details quote headers and answers of whoever is at the other end.
    private static string Sentence(ApiRoute route, string detail, string? traceId)
    {
        var sentence = VisibleText.Message($"{route.Name}: {detail}");
        return traceId is null ? sentence : $"{sentence} (trace id {VisibleText.Of(traceId, 100)})";
    }
}

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
