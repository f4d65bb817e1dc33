using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class NotifyTests
{
    private const string Hook = "notify-url: https://oapi.dingtalk.com/robot/send?access_token=abc\n";

    [Fact]
    public void Who_is_told_is_read_and_written_without_address_and_secret()
    {
        var read = Configs.Parse(
            Configs.DiskToS3 + Hook + "notify: every-pass\nnotify-language: zh\nnotify-format: dingtalk\nnotify-secret: SECabc\nurl-allow: 10.0.0.0/8");

        Assert.Empty(read.Errors);
        Assert.Equal(
            new() { EveryPass = true, Language = NoticeLanguage.Chinese, HasUrl = true, Format = NotifyFormat.DingTalk, Allow = "10.0.0.0/8" },
            read.Spec!.Notify);
        Assert.Equal(
            ("https://oapi.dingtalk.com/robot/send?access_token=abc", "SECabc"), (read.Secrets!.NotifyUrl?.Reveal(), read.Secrets.NotifySecret?.Reveal()));
        var text = JobConfigText.WriteMasked(read.Spec, read.Secrets);
        Assert.Contains("notify-url: ***\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", text, StringComparison.Ordinal);
        Assert.Equal(read.Spec, JobConfigText.RestoreMasked(text));
    }

    [Fact]
    public void Job_that_says_nothing_of_it_is_written_without_these_keys()
    {
        var read = Configs.Parse(Configs.DiskToS3);

        Assert.DoesNotContain("notify", JobConfigText.WriteMasked(read.Spec!, read.Secrets!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notify: always", "notify", "must be every-pass")]
    [InlineData("notify-language: de", "notify-language", "must be one of: en, zh")]
    [InlineData("notify-url: oapi.dingtalk.com", "notify-url", "must be a whole address")]
    [InlineData("notify-url: ftp://host/x", "notify-url", "must be a whole address")]
    [InlineData("notify-url: https://user:secret@host/x", "notify-url", "without user and password")]
    [InlineData("notify-url: https://host/x\nnotify-format: slack", "notify-format", "must be one of: json, dingtalk, feishu, wecom")]
    [InlineData("notify-format: feishu", "notify-format", "goes with notify-url")]
    [InlineData("notify-secret: x", "notify-secret", "goes with notify-url")]
    [InlineData("notify-url: https://host/x\nnotify-format: wecom\nnotify-secret: x", "notify-secret", "wecom signs nothing")]
    [InlineData("notify-url: https://host/x\nurl-allow: 10.0.0.1/8", "url-allow", "10.0.0.0/8")]
    public void What_cannot_be_meant_is_refused_by_key(string lines, string key, string problem)
    {
        var error = Assert.Single(Configs.Parse(Configs.DiskToS3 + lines).Errors);

        Assert.Equal(key, error.Key);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notify-url: ***\nnotify-secret: ***", null)]
    [InlineData("notify-url: https://other/\nnotify-secret: ***", "is kept only for the notify-url it was given for; write it again")]
    [InlineData("notify-url: https://other/\nnotify-secret: new", null)]
    public void Kept_secret_signs_only_for_the_address_it_was_given_for(string lines, string? problem)
    {
        var read = Configs.Parse(Configs.DiskToS3 + Hook + "notify-secret: SECabc");
        var text = string.Concat(Configs.DiskToS3.Split('\n').Select(line => line + "\n").Select(line => line)) + lines;

        var edited = JobConfigText.Merge(read.Spec!, read.Secrets!, text, new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0));

        Assert.Equal(problem is null ? [] : [problem], edited.Errors.Where(error => error.Key == "notify-secret").Select(error => error.Message));
    }
}
