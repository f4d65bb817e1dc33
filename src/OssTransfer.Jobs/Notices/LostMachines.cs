using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Machines;

namespace OssTransfer.Jobs.Notices;

/// <summary>Notices on lost machines: each silo finds the same, and the outbox takes it once. Pure.</summary>
public static class LostMachines
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>Those that were taken for dead lately and have not come back. One that said that it leaves isn't lost.</summary>
    public static IEnumerable<Notice> Of(MachinesState state, NoticeLanguage language, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Machines
            .Where(machine => machine is { LeftAt: { } left, LeftInOrder: false } && now - left < Fresh)
            .Select(machine => new Notice
            {
                Id = $"machine-{machine.Process}",
                Cause = NoticeCause.MachineLost,
                At = machine.LeftAt!.Value,
                Language = language,
                Machine = machine.Name,
            });
    }
}
