namespace OssTransfer.Emulators.Common;

/// <summary>How an emulator shall be. The defaults are right for a test.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The one access key that is known.</summary>
    public string AccessKey { get; init; } = "emulated-access-key";

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string SecretKey { get; init; } = "emulated-secret-key";

    /// <summary>Where given, requests must carry this token of temporary credentials.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>Buckets that are there from the start.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>Host names, without port, that stand for the bucket: custom domains.</summary>
    public IReadOnlyDictionary<string, string> Domains { get; init; } = new Dictionary<string, string>();

    /// <summary>Keeps a record of every request for assertions.</summary>
    public bool LogRequests { get; init; } = true;

    /// <summary>The clock for signatures, Date and Last-Modified.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
