namespace OssTransfer.LoopbackS3.Faults;

/// <summary>The faults that one request meets.</summary>
internal sealed class ActiveFaults(Fault[] faults)
{
    public static readonly ActiveFaults None = new([]);

    public IReadOnlyList<Fault> All => faults;

    public Fault? Find(FaultKind kind)
    {
        foreach (var fault in faults)
        {
            if (fault.Kind == kind)
            {
                return fault;
            }
        }

        return null;
    }

    public bool Has(FaultKind kind) => Find(kind) is not null;
}
