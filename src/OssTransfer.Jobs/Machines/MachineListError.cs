namespace OssTransfer.Jobs.Machines;

/// <summary>What is wrong in a line of <c>machines_ip.cfg</c>.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record MachineListError(int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Message}";
}
