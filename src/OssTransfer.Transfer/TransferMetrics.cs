namespace OssTransfer.Transfer;

/// <summary>What whoever exports the process' metrics must know of this floor.</summary>
public static class TransferMetrics
{
    /// <summary>The name of its meter.</summary>
    public const string MeterName = "OssTransfer.Transfer";
}
