namespace OssTransfer.Grains.CommandLog;

/// <summary>
/// The latest commands that were given anywhere in the cluster, so that they can be read on every machine, also when the one that answered them is gone. One,
/// key 0.
/// </summary>
[Alias("osstransfer.command-log")]
internal interface ICommandLogGrain : IGrainWithIntegerKey
{
    /// <summary>Stores a command (a <c>LoggedCommand</c> as JSON). One that is there already is not stored again.</summary>
    [Alias("append")]
    Task AppendAsync([Immutable] byte[] command);

    /// <summary>The last commands, as JSON of an array of <c>LoggedCommand</c>.</summary>
    [Alias("last")]
    Task<byte[]> LastAsync(int count, string? jobId);
}
