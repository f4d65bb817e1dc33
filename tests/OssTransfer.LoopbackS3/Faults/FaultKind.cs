namespace OssTransfer.LoopbackS3;

/// <summary>How a server may misbehave.</summary>
public enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/> and <see cref="Fault.Code"/>; nothing is done.</summary>
    Error = 0,

    /// <summary>Waits <see cref="Fault.Delay"/> before anything is done.</summary>
    Slow,

    /// <summary>Runs <see cref="Fault.Hook"/> before anything is done.</summary>
    Hook,

    /// <summary>GET: the connection ends after <see cref="Fault.AfterBytes"/> of the body. PUT and part: after that much of the request.</summary>
    CutBody,

    /// <summary>GET: a whole answer that is short: Content-Length says <see cref="Fault.AfterBytes"/> and so many bytes come.</summary>
    ShortBody,

    /// <summary>GET: after <see cref="Fault.AfterBytes"/> nothing comes for <see cref="Fault.Delay"/>, then the rest.</summary>
    StallBody,

    /// <summary>GET: the answer carries one flipped bit, the stored object is sound.</summary>
    CorruptBody,

    /// <summary>The request is carried out, then the connection is closed without an answer.</summary>
    LostAnswer,

    /// <summary>The connection is closed without an answer, nothing is done.</summary>
    LostRequest,

    /// <summary>PUT and part: stored as sent, but the answer's ETag is another one.</summary>
    WrongETag,

    /// <summary>PUT and part: the answer and the stored ETag are right, one stored bit is not.</summary>
    Rot,

    /// <summary>PUT: answered as if it were stored, and it isn't.</summary>
    NotStored,

    /// <summary>Complete and Copy: 200 with an error as the body. Carried out only with <see cref="Fault.EffectDone"/>.</summary>
    ErrorInOk,

    /// <summary>Complete: the object's ETag says nothing about its parts.</summary>
    OpaqueETag,

    /// <summary>GET: after the answer the object is overwritten by another of the same size.</summary>
    OverwriteAfterRead,

    /// <summary>GET: a Range is ignored, all comes with 200.</summary>
    IgnoreRange,

    /// <summary>GET: instead of a slice another one of that length comes, from the object's beginning, and Content-Range says so.</summary>
    OtherSlice,

    /// <summary>GET: the Content-Range of a slice names another size of the whole.</summary>
    OtherTotal,

    /// <summary>The answer to HEAD or GET tells no length, as some proxies have it.</summary>
    NoLength,

    /// <summary>A listing page lacks its second half and says that it was the last.</summary>
    ShortListing,

    /// <summary>A listing page lacks its second half and says that there is more, but not where.</summary>
    NoMarker,

    /// <summary>The first and the last key of a listing page change places.</summary>
    OutOfOrder,

    /// <summary>The marker of a listing page leads to the same page again.</summary>
    StuckMarker,

    /// <summary>An empty listing page with a marker, then it goes on.</summary>
    EmptyPage,

    /// <summary>A listing page doesn't say whether it is the last: IsTruncated is missing.</summary>
    NoTruncation,

    /// <summary>A listing page begins with a row that has no key.</summary>
    KeylessRow,

    /// <summary>A listing page that is not the first has nothing in it at all.</summary>
    BlankPage,

    /// <summary>list-type=2 is answered as version 1.</summary>
    IgnoreListType,

    /// <summary>encoding-type is neither honoured nor echoed.</summary>
    IgnoreEncodingType,

    /// <summary>Control characters stand in the XML as they are. With <see cref="IgnoreEncodingType"/> to be seen at all.</summary>
    RawControlCharacters,
}
