using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.CommandLog;

namespace OssTransfer.Grains.Tests.Machines;

public sealed class CommandHistoryTests
{
    [Fact]
    public async Task Commands_of_a_silo_are_read_on_another_also_when_it_is_gone()
    {
        await using var cluster = await MachineCluster.StartAsync(2);

        await cluster.Service<ICommandHistory>(1).AppendAsync(Command("1", "Silo_1"), TestContext.Current.CancellationToken);
        await cluster.Service<ICommandHistory>(0).AppendAsync(Command("2", "Silo_0"), TestContext.Current.CancellationToken);
        await cluster.Service<ICommandHistory>(0).AppendAsync(Command("1", "Silo_0"), TestContext.Current.CancellationToken);
        await cluster.KillAsync(1);
        await cluster.UntilAsync(0, machines => machines.Count(machine => machine.Alive) == 1);
        var commands = await cluster.Service<ICommandHistory>(0).LastAsync(10, null, TestContext.Current.CancellationToken);

        Assert.Equal([("1", "Silo_1"), ("2", "Silo_0")], commands.Select(command => (command.Id, command.Machine)));
    }

    private static LoggedCommand Command(string id, string machine) => new()
    {
        Id = id, At = DateTimeOffset.UnixEpoch, Who = "li@host", From = "-", Machine = machine, Command = "pause", JobId = "j", Message = "done",
    };
}
