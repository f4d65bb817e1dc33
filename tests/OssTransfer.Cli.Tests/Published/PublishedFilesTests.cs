namespace OssTransfer.Cli.Tests.Published;

public sealed class PublishedFilesTests
{
    [Fact]
    public void Configuration_of_the_original_says_that_it_is_not_read_and_what_does_the_same()
    {
        var lines = File.ReadAllLines(PublishedFolder.PathOf("conf/ts.cfg"));

        Assert.All(lines, line => Assert.True(line.StartsWith('#') || line.Length == 0));
        Assert.Contains(lines, line => line.Contains("OssTransfer does not read it", StringComparison.Ordinal));
        Assert.All(
            ["--max-master-num=", "--max-worker-num=", "--msg_from=", "--msg_to="],
            option => Assert.Contains(lines, line => line.Contains("osstransfer set " + option, StringComparison.Ordinal)));
    }

    [Fact]
    public void Machines_sample_restricts_nobody()
    {
        var machines = File.ReadAllLines(PublishedFolder.PathOf("machines_ip.cfg")).Where(line => line.Length > 0 && line[0] != '#');

        Assert.Equal(["127.0.0.1"], machines);
    }
}
