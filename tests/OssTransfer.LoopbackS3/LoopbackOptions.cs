using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OssTransfer.LoopbackS3;

/// <summary>How a server shall be. The defaults are right for a test.</summary>
public sealed record LoopbackOptions
{
    /// <summary>Where it listens. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>On <see cref="Address"/>; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The one access key that is known.</summary>
    public string AccessKey { get; init; } = "loopback";

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string SecretKey { get; init; } = "loopbacksecret";

    /// <summary>Where given, requests must carry this session token.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Where given, a signature for another region is refused; null accepts any.</summary>
    public string? Region { get; init; }

    /// <summary>Buckets that are there from the start.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>A bucket that is not there appears when it is first used.</summary>
    public bool AutoCreateBuckets { get; init; }

    /// <summary>Suffixes of virtual hosts: <c>bucket.s3.local</c>.</summary>
    public IReadOnlyList<string> Domains { get; init; } = ["s3.local", "localhost"];

    /// <summary>What a part other than the last must have, in bytes. S3's 5 MiB; tests may want less.</summary>
    public long MinPartBytes { get; init; } = 5L << 20;

    /// <summary>Bodies are hashed and counted but not kept; a GET of such an object fails.</summary>
    public bool Discard { get; init; }

    /// <summary>Keeps a record of every request for assertions; the counters run anyway.</summary>
    public bool LogRequests { get; init; } = true;

    /// <summary>False answers 501 to aws-chunked bodies, as Swift does.</summary>
    public bool AcceptsStreaming { get; init; } = true;

    /// <summary>False stores whatever PUT says If-Match or If-None-Match, as older servers do.</summary>
    public bool HonoursWriteConditions { get; init; } = true;

    /// <summary>How the vendor that is played differs from S3.</summary>
    public StoreHabits Habits { get; init; } = new();

    /// <summary>The clock for signatures, Date and Last-Modified.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where given, the server speaks https with it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What the system takes in of a request that nobody reads yet, in bytes; null: as much as it likes, which may be all of it.</summary>
    public int? ReceiveBufferBytes { get; init; }

    /// <summary>Where given, <c>/_loopback/</c> takes rules from whoever shows this token.</summary>
    public string? AdminToken { get; init; }
}
