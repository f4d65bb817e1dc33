namespace OssTransfer.Silo.Tests.Dashboard;

/// <summary>The clock of this machine, ahead by as much as a test says.</summary>
public sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
