namespace OssTransfer.Jobs.Progress;

/// <summary>What work costs, in bytes that could be moved instead: one measure for what is many objects and what is many bytes.</summary>
/// <param name="PerObject">An object, beside its bytes.</param>
/// <param name="PerByte">One of its bytes.</param>
public readonly record struct WorkCost(double PerObject, double PerByte)
{
    /// <summary>What an amount costs; bytes that were not counted cost nothing.</summary>
    public double Of(WorkAmount amount) => (amount.Objects * PerObject) + ((amount.Bytes ?? 0) * PerByte);
}
