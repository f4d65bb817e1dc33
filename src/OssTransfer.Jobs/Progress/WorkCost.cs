namespace OssTransfer.Jobs.Progress;

/// <summary>What a phase's work costs compared with other phases: as much as so much work of a transfer.</summary>
/// <param name="PerObject">An object costs as much, besides its bytes, as so many objects that are moved.</param>
/// <param name="PerByte">One of its bytes costs as much as so many bytes that are moved.</param>
public readonly record struct WorkCost(double PerObject, double PerByte)
{
    /// <summary>What an amount costs; bytes that are not counted cost nothing.</summary>
    public WorkLoad Of(WorkAmount amount) => new(amount.Objects * PerObject, (amount.Bytes ?? 0) * PerByte);
}
