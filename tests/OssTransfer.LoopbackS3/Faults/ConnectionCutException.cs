namespace OssTransfer.LoopbackS3.Faults;

/// <summary>Ends the connection instead of an answer.</summary>
internal sealed class ConnectionCutException(bool reset) : Exception
{
    public bool Reset { get; } = reset;
}
