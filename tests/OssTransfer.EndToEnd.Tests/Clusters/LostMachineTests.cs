using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>What a cluster tells of a machine that dies, and of one that leaves.</summary>
[TestClass(DisableParallelization = true)]
public sealed class LostMachineTests
{
    [Fact]
    public async Task Machine_that_dies_is_told_once_and_one_that_leaves_is_not()
    {
        await using var mail = MailServer.Open();
        await using var bench = await ClusterBench.StartAsync(3);
        var (stays, dies, leaves) = (bench.Machines[0], bench.Machines[1], bench.Machines[2]);
        (await stays.RunAsync(
            "set", $"--msg_from={MailServer.Account}:{MailServer.Password}", "--msg_to=receiver@example.com", "--smtp-host=localhost", $"--smtp-port={mail.Port}",
            "--smtp-security=none")).Expect(0);

        dies.Kill();
        var told = Assert.Single(await mail.UntilAsync(1, TimeSpan.FromSeconds(30)));
        await leaves.StopAsync();
        (await stays.RunAsync("set", "--mail-test")).Expect(0);

        Assert.Equal($"[OssTransfer] machine {dies.Name} is lost", told.Subject);
        Assert.Contains($"Machine {dies.Name} was taken for dead at ", told.TextBody, StringComparison.Ordinal);
        Assert.Equal([told.Subject, "[OssTransfer] a test"], mail.Mails.Select(one => one.Subject));
    }
}
