using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Faults;

/// <summary>A fault and how often it was met.</summary>
internal sealed class FaultRule(Fault fault)
{
    private int _matched;
    private int _hit;

    public Fault Fault { get; } = fault;

    /// <summary>Counts a request that matches and says whether it is hit. Call under a lock.</summary>
    public bool Hits(S3Request request)
    {
        if (!Matches(request) || _hit >= Fault.Times)
        {
            return false;
        }

        var beyond = _matched++ - Fault.Skip;
        if (beyond < 0 || beyond % Math.Max(1, Fault.Every) != 0)
        {
            return false;
        }

        _hit++;
        return true;
    }

    private bool Matches(S3Request request) =>
        (Fault.Operations.Count == 0 || Fault.Operations.Contains(request.Operation))
        && (Fault.Bucket is null || Fault.Bucket == request.Target.Bucket)
        && (Fault.Key is null || Fault.Key == request.Key)
        && (Fault.KeyPrefix is null || request.Key.StartsWith(Fault.KeyPrefix, StringComparison.Ordinal))
        && (Fault.PartNumber is null || request.Query.Text("partNumber") == Fault.PartNumber.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
