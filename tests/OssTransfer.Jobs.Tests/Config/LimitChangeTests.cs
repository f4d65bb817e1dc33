using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class LimitChangeTests
{
    [Theory]
    [InlineData("max-bandwidth", "20 MB/s", "20MB/s")]
    [InlineData("max-bandwidth", "none", "0")]
    [InlineData("max-requests", "0", "0")]
    [InlineData("max-requests", " 500/s ", "500/s")]
    [InlineData("max-bandwidth", "08:00-20:00 20MB/s", "08:00-20:00 20MB/s Asia/Shanghai")]
    public void What_is_asked_for_is_read_as_in_a_job_cfg_and_nothing_else_changes(string key, string value, string canonical)
    {
        var change = Read((key, value));

        Assert.Empty(change.Errors);
        Assert.Equal(new Dictionary<string, string> { [key] = canonical }, change.Settings);
    }

    [Fact]
    public void Every_error_is_told_at_once_and_nothing_is_set()
    {
        var change = Read(("max-bandwidth", "20"), ("max-requests", ""), ("check-mode", "head"));

        Assert.Equal(
            ["max-bandwidth", "max-requests", "check-mode"],
            change.Errors.Select(error => error.Key).OrderBy(key => key != "max-bandwidth").ThenByDescending(key => key));
        Assert.Contains(change.Errors, error => error.Message.Contains("'osstransfer edit JOB'", StringComparison.Ordinal));
        Assert.Empty(change.Settings);
    }

    [Fact]
    public void Nothing_to_set_is_an_error() => Assert.Contains("max-bandwidth, max-requests", Assert.Single(Read().Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void A_stored_text_takes_new_limits_and_keeps_everything_else()
    {
        var job = Configs.Parse(Configs.S3ToS3 + "src-session-token: TOKEN\nmax-bandwidth: 1MB/s\nmax-failures: 7\ncheck-mode: full");
        var stored = JobConfigText.WriteMasked(job.Spec!, job.Secrets!);

        var limited = JobConfigText.With(stored, Read(("max-bandwidth", "08:00-20:00 2MB/s"), ("max-requests", "5/s")).Settings)!;
        var lifted = JobConfigText.With(limited, Read(("max-bandwidth", "none")).Settings)!;

        Assert.Equal(
            stored.Replace("max-bandwidth: 1MB/s\n", "max-bandwidth: 08:00-20:00 2MB/s Asia/Shanghai\nmax-requests: 5/s\n", StringComparison.Ordinal), limited);
        Assert.Equal(stored.Replace("max-bandwidth: 1MB/s\n", "max-requests: 5/s\n", StringComparison.Ordinal), lifted);
    }

    private static LimitChange Read(params (string Key, string Value)[] settings) =>
        LimitChange.Read(settings.ToDictionary(setting => setting.Key, setting => setting.Value), Configs.Context);
}
