using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Languages;

public sealed class LanguageTests : CliFixture
{
    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData(null, null, "zh_CN.UTF-8", true)]
    [InlineData(null, "en_US.UTF-8", "zh_CN.UTF-8", false)]
    [InlineData(null, "zh_TW", "en_US", true)]
    [InlineData("zh", null, "en_US.UTF-8", true)]
    [InlineData("en", null, "zh_CN.UTF-8", false)]
    public async Task Language_is_that_of_the_option_else_of_the_locale(string? option, string? all, string? lang, bool isChinese)
    {
        Set("LC_ALL", all);
        Set("LANG", lang);
        string[] given = option is null ? [] : ["--language", option];

        var help = await RunAsync(["--help", .. given]);
        var error = await RunAsync(["status", "nobody", .. given]);

        Assert.Equal(isChinese, help.Out.Contains("任务的配置", StringComparison.Ordinal));
        Assert.Equal(isChinese, error.Error.Contains("没有任务 'nobody'", StringComparison.Ordinal));
        Assert.Equal(6, error.Code);
    }

    [Fact]
    public async Task Json_is_the_same_in_all_languages()
    {
        Jobs.Jobs.Add(FakeJobService.Report("a", "paused") with { Reason = "paused by the user" });

        Assert.Equal(await RunAsync("status", "--json"), await RunAsync("status", "--json", "--language=zh"));
        Assert.Equal(await RunAsync("status", "x", "--json"), await RunAsync("status", "x", "--json", "--language=zh"));
    }

    [Fact]
    public async Task Tables_have_words_of_the_language()
    {
        Jobs.Jobs.Add(FakeJobService.Report("a", "paused") with { Reason = "paused by the user" });

        var all = (await RunAsync("status", "--language=zh")).Out;
        var one = (await RunAsync("status", "a", "--language=zh")).Out;

        Assert.StartsWith("任务", all, StringComparison.Ordinal);
        Assert.Contains("由用户暂停", all, StringComparison.Ordinal);
        Assert.Contains("列出 4,004：迁移 4,004", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_language_is_refused() => Assert.Equal(2, (await RunAsync("status", "--language=fr")).Code);

    private void Set(string name, string? value)
    {
        if (value is not null)
        {
            Variables[name] = value;
        }
    }
}
