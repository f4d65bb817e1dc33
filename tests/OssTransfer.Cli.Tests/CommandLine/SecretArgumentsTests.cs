namespace OssTransfer.Cli.Tests.CommandLine;

public sealed class SecretArgumentsTests : CliFixture
{
    [Theory]
    [InlineData("status --token hunter2", "--token-file FILE")]
    [InlineData("status --token=hunter2", "OSSTRANSFER_TOKEN")]
    [InlineData("add job.cfg --des-secretkey=hunter2", "env:NAME or file:PATH")]
    [InlineData("add job.cfg --SRC-SecretKey hunter2", "env:NAME or file:PATH")]
    [InlineData("status --api http://user:hunter2@host:4242", "--token-file FILE")]
    [InlineData("status --api=http://hunter2@host", "--token-file FILE")]
    public async Task Secret_is_refused_with_the_safe_way_and_not_repeated(string typed, string instead)
    {
        var result = await RunAsync(typed.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Contains(instead, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error + result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failures photos@2024")]
    [InlineData("failures --token-files")]
    public async Task What_only_looks_like_one_is_not_refused(string typed)
    {
        Assert.DoesNotContain("command line", (await RunAsync(typed.Split(' '))).Error, StringComparison.Ordinal);
    }
}
