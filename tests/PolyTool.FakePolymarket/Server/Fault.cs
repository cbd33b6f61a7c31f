namespace PolyTool.FakePolymarket.Server;

/// <summary>Ways in which an answer can fail.</summary>
public enum Fault
{
    /// <summary>The right answer.</summary>
    None,

    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>429 with a Retry-After of no time at all.</summary>
    TooManyRequestsNow,

    /// <summary>429 without it, from the network in front.</summary>
    BareTooManyRequests,

    /// <summary>503 with the service's own error body.</summary>
    Unavailable,

    /// <summary>500 as a page of text.</summary>
    ServerError,

    /// <summary>The connection breaks.</summary>
    Broken,

    /// <summary>The body ends in its middle.</summary>
    CutBody,

    /// <summary>200 with text where JSON belongs.</summary>
    Text,

    /// <summary>200 with a page of the network in front.</summary>
    Page,

    /// <summary>451: not from this country.</summary>
    Unavailable451,

    /// <summary>200 with JSON that ends early.</summary>
    BadJson,

    /// <summary>No answer for a long time.</summary>
    Hang,

    /// <summary>302 to another host.</summary>
    Redirect,

    /// <summary>A small compressed body that unpacks to a huge one.</summary>
    GzipBomb,

    /// <summary>A body that says it is compressed by gzip and is not.</summary>
    BadGzip,

    /// <summary>The same of Brotli.</summary>
    BadBrotli,

    /// <summary>JSON with a byte in a text that is no UTF-8.</summary>
    NotUtf8,

    /// <summary>A body that announces a gigabyte.</summary>
    Huge,

    /// <summary>A body of a gigabyte that announces no length.</summary>
    HugeUnannounced,

    /// <summary>Twenty million rows of nothing: few bytes each, and many once they are read.</summary>
    ManyRows,

    /// <summary>403, as a network that lets nobody from here in.</summary>
    Forbidden,

    /// <summary>404 as text, as an unknown route answers.</summary>
    NotFound,
}
