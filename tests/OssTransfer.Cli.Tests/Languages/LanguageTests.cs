using System.Text.RegularExpressions;
using OssTransfer.Contracts.Languages;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.LoopbackS3;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Languages;

public sealed partial class LanguageTests : CliFixture
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

    [Theory]
    [InlineData(0, "probe", "--src")]
    [InlineData(0, "probe", "--des", "--prefix=tmp/")]
    [InlineData(3, "preflight", "--head", "--compare")]
    public async Task What_is_found_before_a_job_has_words_of_the_language(int code, string command, params string[] options)
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["from", "into"] }, TestContext.Current.CancellationToken);
        server.Buckets["from"].Put("data/a", "content"u8);
        server.Buckets["from"].Put("data/" + new string('k', 1000), "more content"u8);

        var result = await RunAsync([command, Config(server), .. options, "--language=zh"]);

        Assert.True(result.Code == code, result.ToString());
        var lines = result.Out.Split('\n').Where(line => line.Length > 0 && line[0] is not ('<' or '>') && !line.Contains("kkk", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(Chinese(), line));
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("rm")]
    [InlineData("pause")]
    [InlineData("continue")]
    [InlineData("redo")]
    [InlineData("redo-all")]
    [InlineData("redo-failed")]
    [InlineData("redo-repair")]
    [InlineData("finish")]
    [InlineData("sync")]
    public void Answers_to_commands_have_words_of_the_language(string command)
    {
        var answer = $"job long2 {JobCommandNames.Find(command)!.Value.ToSentence()}";

        var translated = Translation.Chinese().Of(answer);

        Assert.Matches("^任务 long2 [\u4e00-\u9fff]", translated);
        Assert.DoesNotMatch("[a-z]", translated.Replace("long2", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("job x has found nothing that vanished at the source in its last run")]
    [InlineData("job x: the next pass may delete at most 7 objects; 'osstransfer sync x' starts it now")]
    [InlineData("Going on with the job 'x' where it was interrupted, with the configuration it had.")]
    [InlineData("'x' is pausing: waiting until no worker holds a shard. Ctrl-C leaves that to the silo.")]
    [InlineData("links in the source are followed wherever they lead, and this silo runs as root, who may read every file of the machine; "
        + "src-links: inside or skip limits that, and 'preflight' counts such links")]
    [InlineData("sending the file list")]
    [InlineData("next try at 2026-01-02 03:04:05 +08:00")]
    public void What_a_command_says_on_its_way_has_words_of_the_language(string text) => Assert.Matches(Chinese(), Translation.Chinese().Of(text));

    [Fact]
    public async Task Commands_of_a_cluster_answer_in_the_language()
    {
        Variables["DATABASE"] = "Host=h;Database=d;Username=u;Password=p";
        string[] init = ["cluster", "init", "--database=env:DATABASE", "--no-check", "--language=zh", "--out=" + Path.Combine(Directory, "cluster")];

        var (made, again, without) = (await RunAsync(init), await RunAsync(init), await RunAsync("cluster", "init", "--language=zh"));

        Assert.StartsWith("集群文件是", made.Out, StringComparison.Ordinal);
        Assert.Contains("已存在", again.Error, StringComparison.Ordinal);
        Assert.Contains("必须给出", without.Error, StringComparison.Ordinal);
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

    private string Config(LoopbackServer server)
    {
        var path = Path.Combine(Directory, "job.cfg");
        File.WriteAllText(path, $"""
            job-ID: x
            src-filetype: s3file
            src-endpoint: {server.Url}
            src-bucketName: from
            src-prefix: data/
            src-accesskey: {server.AccessKey}
            src-secretkey: {server.SecretKey}
            des-endpoint: {server.Url}
            des-bucketName: into
            des-prefix: {new string('p', 40)}/
            des-accesskey: {server.AccessKey}
            des-secretkey: {server.SecretKey}
            """);
        return path;
    }

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
