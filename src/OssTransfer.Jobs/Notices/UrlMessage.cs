using System.Collections.Immutable;

namespace OssTransfer.Jobs.Notices;

/// <summary>What is sent to a job's address.</summary>
/// <param name="Url">The whole address, with what the platform wants in its query.</param>
/// <param name="Body">The JSON body.</param>
/// <param name="Headers">Headers besides those of the body.</param>
public sealed record UrlMessage(Uri Url, byte[] Body, ImmutableArray<KeyValuePair<string, string>> Headers)
{
    /// <summary>Nothing of it: the address is a secret.</summary>
    public override string ToString() => nameof(UrlMessage);
}
